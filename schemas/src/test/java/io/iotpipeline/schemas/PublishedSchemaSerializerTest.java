package io.iotpipeline.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedSchemaSerializerTest {

  static {
    AvroInputLimits.install(); // Avro reads its limits when it is loaded
  }

  private static final SensorEvent EVENT =
      new SensorEvent("id", "s-1", Instant.ofEpochMilli(1), Map.of("a", 1.0, "b", 2.0, "c", 3.0));

  private final List<Object> configuredGot = new ArrayList<>();
  private boolean isDown;
  private final PublishedSchemaSerializer<Object> serializer =
      new PublishedSchemaSerializer<>(
          (topic, data) -> {
            if (isDown) {
              throw new IllegalStateException("no answer");
            }
            configuredGot.add(data);
            return data instanceof GenericRecord generic ? wireFormat(generic) : text(data);
          });

  @ParameterizedTest
  @ValueSource(
      classes = {
        SensorEvent.class,
        ValidatedEvent.class,
        HourlyAggregate.class,
        SensorAlert.class,
        RejectedEvent.class
      })
  void the_schema_of_a_class_is_the_published_one_with_the_type_of_its_strings(Class<?> type) {
    Schema ofClass = SpecificData.get().getSchema(type);
    Schema published = PublishedSchemas.named(type.getSimpleName());

    assertThat(published.toString()).doesNotContain("avro.java.string");
    assertThat(SchemaNormalization.toParsingForm(published))
        .isEqualTo(SchemaNormalization.toParsingForm(ofClass));
  }

  @Test
  void the_configured_serializer_gets_the_first_record_of_a_topic_with_its_published_schema() {
    serializer.serialize("one", EVENT);
    serializer.serialize("one", EVENT);
    serializer.serialize("other", EVENT);

    assertThat(configuredGot)
        .hasSize(2)
        .allSatisfy(
            got ->
                assertThat(((GenericRecord) got).getSchema())
                    .isEqualTo(PublishedSchemas.named("SensorEvent")));
  }

  @Test
  void each_record_has_the_header_of_the_configured_serializer() throws IOException {
    serializer.serialize("topic", EVENT);
    SensorEvent second = new SensorEvent("2", "s-2", Instant.EPOCH, Map.of("m", -1.5));

    byte[] written = serializer.serialize("topic", second);

    assertThat(written).startsWith(0, 0, 0, 0, 7);
    assertThat(read(written)).isEqualTo(second);
  }

  @Test
  void a_serializer_of_another_format_gets_every_record() {
    PublishedSchemaSerializer<Object> other =
        new PublishedSchemaSerializer<>((topic, data) -> text(data));
    other.serialize("topic", EVENT);

    assertThat(other.serialize("topic", EVENT)).asString().contains("\"sensor_id\": \"s-1\"");
  }

  /** As SpecificAvroSerializer and GenericAvroSerializer of kafka-streams-avro-serde are. */
  @Test
  void serializers_of_specific_or_of_generic_records_both_get_what_they_take() {
    Serializer<SpecificRecord> specific = (topic, data) -> wireFormat((GenericRecord) data);
    Serializer<GenericRecord> generic = (topic, data) -> wireFormat(data);

    assertThat(new PublishedSchemaSerializer<>(untyped(specific)).serialize("topic", EVENT))
        .startsWith(0, 0, 0, 0, 7);
    assertThat(new PublishedSchemaSerializer<>(untyped(generic)).serialize("topic", EVENT))
        .startsWith(0, 0, 0, 0, 7);
  }

  @SuppressWarnings("unchecked") // as a class that is configured by its name
  private static Serializer<Object> untyped(Serializer<?> serializer) {
    return (Serializer<Object>) serializer;
  }

  @Test
  void what_is_not_of_a_generated_class_is_left_to_the_configured_serializer() {
    assertThat(serializer.serialize("topic", "text")).asString().isEqualTo("text");
  }

  @Test
  void a_failure_of_the_configured_serializer_is_not_remembered() {
    isDown = true;
    assertThatThrownBy(() -> serializer.serialize("topic", EVENT)).hasMessage("no answer");
    isDown = false;

    assertThat(serializer.serialize("topic", EVENT)).startsWith(0, 0, 0, 0, 7);
  }

  private static SpecificRecord read(byte[] written) throws IOException {
    return new SpecificDatumReader<SpecificRecord>(
            PublishedSchemas.named("SensorEvent"), SensorEvent.getClassSchema())
        .read(
            null,
            DecoderFactory.get()
                .binaryDecoder(
                    written,
                    WireFormat.HEADER_BYTES,
                    written.length - WireFormat.HEADER_BYTES,
                    null));
  }

  private static byte[] wireFormat(GenericRecord value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {WireFormat.MAGIC, 0, 0, 0, 7});
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] text(Object data) {
    return data.toString().getBytes(UTF_8);
  }
}
