package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

/** Rules for all schemas of the pipeline. */
class SchemasTest {

  @Test
  void every_record_and_field_has_a_doc() {
    for (Topic topic : Topics.all()) {
      assertThat(topic.schema().getDoc()).as(topic.schema().getName()).isNotBlank();
      for (Field field : topic.schema().getFields()) {
        assertThat(field.doc()).as(topic.schema().getName() + "." + field.name()).isNotBlank();
      }
    }
  }

  @Test
  void validated_event_starts_with_the_fields_of_sensor_event() {
    List<Field> sensor = SensorEvent.getClassSchema().getFields();
    List<Field> validated = ValidatedEvent.getClassSchema().getFields();

    assertThat(validated.subList(0, sensor.size()))
        .extracting(Field::name, field -> field.schema().toString())
        .containsExactlyElementsOf(
            sensor.stream().map(field -> tuple(field.name(), field.schema().toString())).toList());
  }

  /** Apicurio's serializer does not find schemas with nested named types in the registry. */
  @Test
  void no_schema_contains_a_nested_record_or_enum() {
    for (Topic topic : Topics.all()) {
      assertThat(topic.schema().getFields())
          .as(topic.schema().getName())
          .flatExtracting(field -> nestedTypes(field.schema()))
          .doesNotContain(Schema.Type.RECORD, Schema.Type.ENUM, Schema.Type.FIXED);
    }
  }

  private static List<Schema.Type> nestedTypes(Schema schema) {
    return switch (schema.getType()) {
      case MAP -> nestedTypes(schema.getValueType());
      case ARRAY -> nestedTypes(schema.getElementType());
      case UNION ->
          schema.getTypes().stream().flatMap(branch -> nestedTypes(branch).stream()).toList();
      default -> List.of(schema.getType());
    };
  }
}
