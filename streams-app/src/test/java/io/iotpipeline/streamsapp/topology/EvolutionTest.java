package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.ValidatedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events of writers with a newer or older schema. */
class EvolutionTest {

  private static final String EVENT_ID = "{'name': 'event_id', 'type': 'string'}";
  private static final String NULLABLE_ID = "{'name': 'event_id', 'type': ['null', 'string']}";
  private static final String SENSOR_ID = "{'name': 'sensor_id', 'type': 'string'}";
  private static final String EVENT_TIME = "{'name': 'event_time', 'type': 'long'}";
  private static final String MEASUREMENTS =
      "{'name': 'measurements', 'type': {'type': 'map', 'values': 'double'}}";
  private static final String FIRMWARE =
      "{'name': 'firmware', 'type': ['null', 'string'], 'default': null}";

  /** Also a UUID, so that only the schema distinguishes it from the event id. */
  private static final String SENSOR = "8d3f6c52-1b7e-4f09-9c64-2a5e7d80b913";

  private static final Map<String, Object> VALUES =
      Map.of(
          "event_id",
          Fixtures.ID,
          "sensor_id",
          SENSOR,
          "event_time",
          Fixtures.NOW.toEpochMilli(),
          "measurements",
          Fixtures.MEASURED,
          "firmware",
          "2.1");

  private static final byte[] KEY = SENSOR.getBytes(UTF_8);

  private final TestPipeline pipeline = new TestPipeline();

  @AfterEach
  void close() {
    pipeline.close();
  }

  static Stream<Arguments> readable_writers() {
    return Stream.of(
        Arguments.of("our layout", writer(EVENT_ID, SENSOR_ID, EVENT_TIME, MEASUREMENTS)),
        Arguments.of(
            "a field more", writer(EVENT_ID, SENSOR_ID, EVENT_TIME, MEASUREMENTS, FIRMWARE)),
        Arguments.of(
            "one in the middle", writer(EVENT_ID, FIRMWARE, SENSOR_ID, EVENT_TIME, MEASUREMENTS)),
        Arguments.of(
            "another order of the same types",
            writer(SENSOR_ID, EVENT_ID, EVENT_TIME, MEASUREMENTS)),
        Arguments.of(
            "a field more and another order",
            writer(MEASUREMENTS, SENSOR_ID, FIRMWARE, EVENT_TIME, EVENT_ID)),
        Arguments.of(
            "a field that may be null", writer(NULLABLE_ID, SENSOR_ID, EVENT_TIME, MEASUREMENTS)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable_writers")
  void an_event_of_another_writer_schema_gives_the_same_validated_event(
      String writerHas, Schema writer) {
    pipeline.input.pipeInput(KEY, written(writer));

    assertThat(pipeline.rejected.isEmpty()).isTrue();
    assertThat(validatedBytes()).isEqualTo(validatedBytesOfOurs());
  }

  @Test
  void events_of_several_writers_may_alternate() {
    SensorEvent before = Fixtures.reading(SENSOR, "2020-07-13T12:00:00Z", 1);
    SensorEvent after = Fixtures.reading(SENSOR, "2020-07-13T12:34:57Z", 3);
    Schema newer = writer(FIRMWARE, SENSOR_ID, EVENT_ID, EVENT_TIME, MEASUREMENTS);

    pipeline.send(before);
    pipeline.input.pipeInput(KEY, written(newer));
    pipeline.send(after);

    assertThat(pipeline.rejected.isEmpty()).isTrue();
    assertThat(pipeline.validated.readValuesToList())
        .extracting(ValidatedEvent::getEventId)
        .containsExactly(before.getEventId(), Fixtures.ID, after.getEventId());
  }

  @Test
  void the_layout_of_the_fast_reader_is_that_of_our_schema() {
    Schema known = writer(EVENT_ID, SENSOR_ID, EVENT_TIME, MEASUREMENTS);

    String ours = SchemaNormalization.toParsingForm(SensorEvent.getClassSchema());

    assertThat(ours)
        .as("SensorEvent has changed: so must SensorEventReader, and then this test")
        .isEqualTo(SchemaNormalization.toParsingForm(known));
  }

  static Stream<Arguments> unreadable_writers() {
    return Stream.of(
        Arguments.of("sensor_id", writer(EVENT_ID, EVENT_TIME, MEASUREMENTS)),
        Arguments.of("event_time", writer(EVENT_ID, SENSOR_ID, MEASUREMENTS, FIRMWARE)),
        Arguments.of("sensor_id, event_time", writer(EVENT_ID, MEASUREMENTS)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable_writers")
  void an_event_whose_writer_schema_has_no_required_field_goes_to_quarantine_with_its_name(
      String missing, Schema writer) {
    byte[] value = written(writer);

    pipeline.input.pipeInput(KEY, value);

    RejectedEvent rejected = pipeline.onlyRejection();
    assertThat(rejected.getReason()).isEqualTo("UNDECODABLE");
    assertThat(rejected.getDetail()).contains("does not have the required fields " + missing);
    assertThat(rejected.getValue()).isEqualTo(ByteBuffer.wrap(value));
    assertThat(pipeline.validated.isEmpty()).isTrue();
  }

  @Test
  void a_writer_schema_without_a_required_field_is_not_fetched_for_each_event() {
    byte[] value = written(writer(EVENT_ID, EVENT_TIME, MEASUREMENTS));
    pipeline.input.pipeInput(KEY, value);
    pipeline.onlyRejection();
    pipeline.registry.goDown();

    pipeline.input.pipeInput(KEY, value);

    // The output is not read here, because the deserializer of the test would call the registry.
    assertThat(pipeline.rejected.getQueueSize()).isEqualTo(1);
  }

  @Test
  void a_field_that_an_older_writer_schema_does_not_have_gets_its_default() {
    Schema ours = RejectedEvent.getClassSchema();
    List<Field> fields =
        ours.getFields().stream()
            .filter(field -> !field.name().equals("key"))
            .map(field -> new Field(field, field.schema()))
            .toList();
    Schema older =
        Schema.createRecord(ours.getName(), ours.getDoc(), ours.getNamespace(), false, fields);
    GenericRecord rejected = new GenericData.Record(older);
    rejected.put("reason", "LATE");
    rejected.put("detail", "");
    rejected.put("topic", "sensor-events");
    rejected.put("partition", 3);
    rejected.put("offset", 7L);
    rejected.put("rejected_at", 1_000L);
    rejected.put("value", ByteBuffer.wrap(KEY));

    RejectedEvent read = serdes().<RejectedEvent>deserializer().deserialize("", written(rejected));

    assertThat(read)
        .isEqualTo(
            new RejectedEvent(
                "LATE",
                "",
                "sensor-events",
                3,
                7L,
                Instant.ofEpochSecond(1),
                null,
                ByteBuffer.wrap(KEY),
                null,
                null,
                null,
                null));
  }

  private AvroSerdes serdes() {
    return AvroSerdes.of(TestPipeline.config(pipeline.registry, Path.of("unused")).avro());
  }

  private byte[] validatedBytes() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return pipeline
        .driver
        .createOutputTopic(TopologyNames.VALIDATED_EVENTS, bytes, bytes)
        .readValue();
  }

  private byte[] validatedBytesOfOurs() {
    try (Serializer<ValidatedEvent> serializer = serdes().serializer()) {
      ValidatedEvent same =
          new ValidatedEvent(Fixtures.ID, SENSOR, Fixtures.NOW, Fixtures.MEASURED, "2020-07-13", 0);
      return serializer.serialize("", same);
    }
  }

  private static Schema writer(String... fields) {
    String json =
        "{'type': 'record', 'namespace': 'io.iotpipeline.schemas', 'name': 'SensorEvent',"
            + " 'fields': ["
            + String.join(", ", fields)
            + "]}";
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  private byte[] written(Schema writer) {
    GenericRecord event = new GenericData.Record(writer);
    writer.getFields().forEach(field -> event.put(field.name(), VALUES.get(field.name())));
    return written(event);
  }

  /** Writes the wire format with a schema that is new to the registry. */
  private byte[] written(GenericRecord value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int id = pipeline.registry.register(value.getSchema());
    out.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
