package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

/** What every schema of the pipeline keeps to. */
class SchemasTest {

  @Test
  void every_record_and_every_field_says_what_it_is() {
    for (Topic topic : Topics.all()) {
      assertThat(topic.schema().getDoc()).as(topic.schema().getName()).isNotBlank();
      for (Field field : topic.schema().getFields()) {
        assertThat(field.doc()).as(topic.schema().getName() + "." + field.name()).isNotBlank();
      }
    }
  }

  @Test
  void validated_event_begins_with_the_fields_of_the_sensor_event() {
    List<Field> sensor = SensorEvent.getClassSchema().getFields();
    List<Field> validated = ValidatedEvent.getClassSchema().getFields();

    assertThat(validated.subList(0, sensor.size()))
        .extracting(Field::name, field -> field.schema().toString())
        .containsExactlyElementsOf(
            sensor.stream().map(field -> tuple(field.name(), field.schema().toString())).toList());
  }

  /** Apicurio's serializer does not find a schema with named types inside. */
  @Test
  void no_schema_nests_a_record_or_an_enum() {
    for (Topic topic : Topics.all()) {
      assertThat(topic.schema().getFields())
          .as(topic.schema().getName())
          .flatExtracting(field -> inside(field.schema()))
          .doesNotContain(Schema.Type.RECORD, Schema.Type.ENUM, Schema.Type.FIXED);
    }
  }

  private static List<Schema.Type> inside(Schema schema) {
    return switch (schema.getType()) {
      case MAP -> inside(schema.getValueType());
      case ARRAY -> inside(schema.getElementType());
      case UNION -> schema.getTypes().stream().flatMap(branch -> inside(branch).stream()).toList();
      default -> List.of(schema.getType());
    };
  }
}
