package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.GatewayHeaders;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.ValidatedEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineTest {

  private final TestPipeline pipeline = new TestPipeline(Map.of("IOT_METRIC_CATALOGUE", "default"));

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void a_good_event_becomes_a_validated_event_under_its_key_with_its_headers() {
    SensorEvent event = Fixtures.event();
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {1, 2});

    pipeline.input.pipeInput(new TestRecord<>(Fixtures.key(event), pipeline.bytes(event), headers));

    TestRecord<byte[], ValidatedEvent> validated = pipeline.validated.readRecord();
    assertThat(validated.key()).isEqualTo(Fixtures.key(event));
    assertThat(validated.headers()).isEqualTo(headers);
    assertThat(validated.value())
        .isEqualTo(
            new ValidatedEvent(
                Fixtures.ID, Fixtures.SENSOR, Fixtures.NOW, Fixtures.MEASURED, "2020-07-13", 0));
    assertThat(pipeline.rejected.isEmpty()).isTrue();
  }

  @Test
  void an_hour_bucket_sets_the_hour_of_the_validated_event() {
    try (TestPipeline hourly = new TestPipeline(Map.of("IOT_EVENT_BUCKET", "hour"))) {
      SensorEvent event = Fixtures.event();

      hourly.input.pipeInput(new TestRecord<>(Fixtures.key(event), hourly.bytes(event)));

      ValidatedEvent validated = hourly.validated.readValue();
      assertThat(validated.getDay()).isEqualTo("2020-07-13");
      assertThat(validated.getHour())
          .isEqualTo(Fixtures.NOW.atZone(ZoneOffset.UTC).getHour())
          .isPositive();
    }
  }

  static Stream<Arguments> bad_events() {
    return Stream.of(
        Arguments.of(RejectionReason.TOO_MANY_METRICS, Fixtures.withMeasurements(metrics(257))),
        Arguments.of(
            RejectionReason.UNKNOWN_METRIC,
            Fixtures.withMeasurements(Map.of("debug.heap", 1.0, "temperature", 20.0))),
        Arguments.of(
            RejectionReason.SENTINEL, Fixtures.withMeasurements(Map.of("temperature", -200.0))),
        Arguments.of(
            RejectionReason.OUT_OF_RANGE, Fixtures.withMeasurements(Map.of("humidity", 100.1))),
        Arguments.of(RejectionReason.MISSING_SENSOR_ID, Fixtures.withSensor(" ")),
        Arguments.of(RejectionReason.INVALID_EVENT_ID, Fixtures.withId("1")),
        Arguments.of(RejectionReason.NO_MEASUREMENT, Fixtures.withMeasurements(Map.of())),
        Arguments.of(
            RejectionReason.MISSING_METRIC_NAME, Fixtures.withMeasurements(Map.of("", 1.0))),
        Arguments.of(RejectionReason.NAME_TOO_LONG, Fixtures.withSensor("x".repeat(257))),
        Arguments.of(
            RejectionReason.NOT_FINITE, Fixtures.withMeasurements(Map.of("a", Double.NaN))),
        Arguments.of(RejectionReason.EVENT_TIME_TOO_OLD, Fixtures.withTime(Instant.EPOCH)),
        Arguments.of(
            RejectionReason.EVENT_TIME_IN_FUTURE,
            Fixtures.withTime(Fixtures.NOW.plus(Duration.ofMinutes(6)))));
  }

  @ParameterizedTest
  @MethodSource("bad_events")
  void a_bad_event_goes_to_quarantine_and_nowhere_else(RejectionReason reason, SensorEvent bad) {
    pipeline.send(bad);

    RejectedEvent rejected = pipeline.onlyRejection();
    assertThat(RejectionReason.valueOf(rejected.getReason())).isEqualTo(reason);
    assertThat(rejected.getValue()).isEqualTo(ByteBuffer.wrap(pipeline.bytes(bad)));
    pipeline.pass(Duration.ofMinutes(1));
    assertThat(pipeline.validated.isEmpty()).isTrue();
    assertThat(pipeline.aggregates.isEmpty()).isTrue();
  }

  static Stream<Arguments> bad_bytes() {
    return Stream.of(
        Arguments.of(RejectionReason.MISSING_VALUE, null),
        Arguments.of(RejectionReason.UNDECODABLE, new byte[] {}),
        Arguments.of(RejectionReason.UNDECODABLE, "no avro".getBytes(UTF_8)),
        Arguments.of(RejectionReason.UNDECODABLE, new byte[] {0, 0, 0, 0, 1, 7}),
        Arguments.of(RejectionReason.UNKNOWN_SCHEMA, new byte[] {0, 0, 0, 0, 99, 7}));
  }

  @ParameterizedTest
  @MethodSource("bad_bytes")
  void bytes_that_are_not_an_event_go_to_quarantine(RejectionReason reason, byte[] value) {
    pipeline.input.pipeInput("k".getBytes(UTF_8), value);

    RejectedEvent rejected = pipeline.onlyRejection();
    assertThat(RejectionReason.valueOf(rejected.getReason())).isEqualTo(reason);
    assertThat(rejected.getValue()).isEqualTo(value == null ? null : ByteBuffer.wrap(value));
    assertThat(pipeline.validated.isEmpty()).isTrue();
  }

  @Test
  void what_a_gateway_could_not_read_goes_to_quarantine_with_its_bytes_origin_and_reason() {
    byte[] value = "{\"sensor_id\":".getBytes(UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add(GatewayHeaders.PROTOCOL, "http".getBytes(UTF_8));
    headers.add(GatewayHeaders.UNREADABLE, "the object has no end".getBytes(UTF_8));

    pipeline.input.pipeInput(new TestRecord<>(null, value, headers));

    TestRecord<byte[], RejectedEvent> record = pipeline.rejected.readRecord();
    assertThat(record.value().getReason()).isEqualTo("UNREADABLE");
    assertThat(record.value().getDetail()).isEqualTo("the object has no end");
    assertThat(record.value().getValue()).isEqualTo(ByteBuffer.wrap(value));
    assertThat(record.headers()).isEqualTo(headers);
    assertThat(pipeline.validated.isEmpty()).isTrue();
  }

  @Test
  void a_valid_event_with_the_header_of_a_gateway_is_not_decoded() {
    SensorEvent event = Fixtures.event();
    RecordHeaders headers = new RecordHeaders();
    headers.add(GatewayHeaders.UNREADABLE, null);

    pipeline.input.pipeInput(new TestRecord<>(Fixtures.key(event), pipeline.bytes(event), headers));

    assertThat(pipeline.onlyRejection().getReason()).isEqualTo("UNREADABLE");
    assertThat(pipeline.validated.isEmpty()).isTrue();
  }

  @Test
  void a_key_that_is_not_the_sensor_goes_to_quarantine() {
    pipeline.input.pipeInput("other".getBytes(UTF_8), pipeline.bytes(Fixtures.event()));

    assertThat(RejectionReason.valueOf(pipeline.onlyRejection().getReason()))
        .isEqualTo(RejectionReason.KEY_MISMATCH);
  }

  @Test
  void a_record_that_is_too_large_goes_to_quarantine_whole() {
    byte[] value = new byte[70_000];

    pipeline.input.pipeInput("k".getBytes(UTF_8), value);

    RejectedEvent rejected = pipeline.onlyRejection();
    assertThat(rejected.getReason()).isEqualTo("TOO_LARGE");
    assertThat(rejected.getDetail())
        .isEqualTo(
            "the record has 70001 bytes (key 1, value 70000, headers 0), which exceeds"
                + " max.record.bytes=65536");
    assertThat(rejected.getValue()).isEqualTo(ByteBuffer.wrap(value));
    assertThat(rejected.getValueSize()).isNull();
    assertThat(rejected.getValueSha256()).isNull();
  }

  @Test
  void a_valid_event_with_too_large_headers_goes_to_quarantine() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[70_000]);

    pipeline.input.pipeInput(
        new TestRecord<>(
            Fixtures.key(Fixtures.event()), pipeline.bytes(Fixtures.event()), headers));

    assertThat(pipeline.onlyRejection().getReason()).isEqualTo("TOO_LARGE");
    assertThat(pipeline.validated.isEmpty()).isTrue();
  }

  @Test
  void the_quarantine_keeps_the_beginning_of_a_record_that_no_topic_takes() throws Exception {
    byte[] key = new byte[2_000_000];
    byte[] value = new byte[4_000_000];
    new Random(1).nextBytes(key);
    new Random(2).nextBytes(value);
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[5_000]);

    pipeline.input.pipeInput(new TestRecord<>(key, value, headers));

    TestRecord<byte[], RejectedEvent> record = pipeline.rejected.readRecord();
    RejectedEvent rejected = record.value();
    assertThat(rejected.getReason()).isEqualTo("TOO_LARGE");
    assertThat(rejected.getHeadersSize()).isEqualTo(5_001);
    assertThat(record.headers()).isEmpty();
    assertThat(record.key()).isEqualTo(Arrays.copyOf(key, 4096));
    assertThat(rejected.getKey()).isEqualTo(ByteBuffer.wrap(key, 0, 4096));
    assertThat(rejected.getKeySize()).isEqualTo(2_000_000);
    assertThat(rejected.getValue()).isEqualTo(ByteBuffer.wrap(value, 0, 4096));
    assertThat(rejected.getValueSize()).isEqualTo(4_000_000);
    assertThat(rejected.getValueSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value)));
  }

  @Test
  void the_quarantine_keeps_key_value_headers_and_origin_of_a_megabyte_of_junk() {
    byte[] key = {(byte) 0xff, 0, (byte) 0x80};
    byte[] value = new byte[1_000_000];
    new Random(1).nextBytes(value);
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[] {(byte) 0xfe});
    headers.add("h", null);
    pipeline.send(Fixtures.event());

    pipeline.input.pipeInput(new TestRecord<>(key, value, headers));

    TestRecord<byte[], RejectedEvent> record = pipeline.rejected.readRecord();
    RejectedEvent rejected = record.value();
    assertThat(record.key()).isEqualTo(key);
    assertThat(record.headers()).isEqualTo(headers);
    assertThat(rejected.getKey()).isEqualTo(ByteBuffer.wrap(key));
    assertThat(rejected.getValue()).isEqualTo(ByteBuffer.wrap(value));
    assertThat(rejected.getTopic()).isEqualTo("sensor-events");
    assertThat(rejected.getPartition()).isZero();
    assertThat(rejected.getOffset()).isEqualTo(1);
    assertThat(rejected.getRejectedAt())
        .isEqualTo(Instant.ofEpochMilli(Fixtures.NOW.toEpochMilli()));
  }

  @Test
  void a_record_without_key_has_no_key_in_quarantine() {
    pipeline.input.pipeInput((byte[]) null, pipeline.bytes(Fixtures.event()));

    TestRecord<byte[], RejectedEvent> record = pipeline.rejected.readRecord();
    assertThat(record.key()).isNull();
    assertThat(record.value().getKey()).isNull();
    assertThat(RejectionReason.valueOf(record.value().getReason()))
        .isEqualTo(RejectionReason.KEY_MISMATCH);
  }

  @Test
  void the_same_event_again_is_a_duplicate() {
    pipeline.send(Fixtures.event());

    pipeline.send(Fixtures.event());

    assertThat(RejectionReason.valueOf(pipeline.onlyRejection().getReason()))
        .isEqualTo(RejectionReason.DUPLICATE);
    assertThat(pipeline.validated.readValuesToList()).hasSize(1);
  }

  @Test
  void the_same_id_in_the_same_hour_is_a_duplicate_in_any_case_and_with_an_earlier_time() {
    pipeline.send(Fixtures.event());

    pipeline.send(
        new SensorEvent(
            Fixtures.ID.toUpperCase(java.util.Locale.ROOT),
            Fixtures.SENSOR,
            Fixtures.NOW.minus(Duration.ofMinutes(3)),
            Fixtures.MEASURED));

    assertThat(RejectionReason.valueOf(pipeline.onlyRejection().getReason()))
        .isEqualTo(RejectionReason.DUPLICATE);
  }

  @Test
  void the_same_id_of_two_sensors_is_not_a_duplicate() {
    pipeline.send(Fixtures.event());

    pipeline.send(Fixtures.withSensor("sensor-10"));

    assertThat(pipeline.rejected.isEmpty()).isTrue();
    assertThat(pipeline.validated.readValuesToList()).hasSize(2);
  }

  @Test
  void a_rejected_event_does_not_make_its_correction_a_duplicate() {
    pipeline.send(Fixtures.withMeasurements(Map.of("temperature", Double.NaN)));

    pipeline.send(Fixtures.event());

    assertThat(RejectionReason.valueOf(pipeline.onlyRejection().getReason()))
        .isEqualTo(RejectionReason.NOT_FINITE);
    assertThat(pipeline.validated.readValuesToList()).hasSize(1);
  }

  @Test
  void the_metrics_of_a_sensor_are_limited_over_all_its_hours() {
    pipeline.send(Fixtures.withMeasurements(metrics(256)));

    pipeline.send(Fixtures.reading(Fixtures.SENSOR, "2020-07-13T12:35:00Z", 20));
    pipeline.send(Fixtures.reading(Fixtures.SENSOR, "2020-07-13T11:35:00Z", 20));
    pipeline.send(Fixtures.reading("other", "2020-07-13T11:35:00Z", 20));

    assertThat(pipeline.rejected.readValuesToList())
        .extracting(RejectedEvent::getReason)
        .containsExactly("TOO_MANY_NEW_METRICS", "TOO_MANY_NEW_METRICS");
    assertThat(pipeline.validated.readValuesToList()).hasSize(2);
  }

  @Test
  void a_sensor_with_all_its_metrics_may_send_them_again() {
    pipeline.send(Fixtures.withMeasurements(metrics(256)));

    pipeline.send(
        new SensorEvent(
            "00000000-0000-0000-0000-000000000001",
            Fixtures.SENSOR,
            Fixtures.NOW.plusSeconds(60),
            metrics(256)));

    assertThat(pipeline.rejected.isEmpty()).isTrue();
    assertThat(pipeline.validated.readValuesToList()).hasSize(2);
  }

  @Test
  void metrics_that_are_silent_for_a_month_make_room_for_new_ones() {
    try (TestPipeline later = new TestPipeline(Instant.parse("2020-09-01T00:00:00Z"), Map.of())) {
      later.send(Fixtures.withMeasurements(metrics(256)));

      later.send(Fixtures.reading(Fixtures.SENSOR, "2020-08-12T12:34:00Z", 20));
      later.send(Fixtures.reading(Fixtures.SENSOR, "2020-08-12T13:35:00Z", 20));

      assertThat(later.onlyRejection().getReason()).isEqualTo("TOO_MANY_NEW_METRICS");
      assertThat(later.validated.readValuesToList()).hasSize(2);
    }
  }

  @Test
  void a_reading_that_makes_the_sum_infinite_goes_to_quarantine() {
    pipeline.send(Fixtures.withMeasurements(Map.of("huge", 1.797e308)));

    pipeline.send(huge("00000000-0000-0000-0000-000000000001", 1.797e308));
    pipeline.send(huge("00000000-0000-0000-0000-000000000002", -1.797e308));

    assertThat(pipeline.onlyRejection().getReason()).isEqualTo("SUM_OVERFLOW");
    pipeline.pass(Duration.ofSeconds(5));
    HourlyAggregate row = pipeline.rows().values().iterator().next();
    assertThat(row.getSum()).isZero();
    assertThat(row.getStddev()).isEqualTo(1.797e308);
  }

  private static SensorEvent huge(String id, double reading) {
    return new SensorEvent(id, Fixtures.SENSOR, Fixtures.NOW, Map.of("huge", reading));
  }

  @Test
  void a_duplicate_is_not_reported_as_an_overflow() {
    pipeline.send(Fixtures.withMeasurements(Map.of("huge", 1.797e308)));

    pipeline.send(Fixtures.withMeasurements(Map.of("huge", 1.797e308)));

    assertThat(pipeline.onlyRejection().getReason()).isEqualTo("DUPLICATE");
  }

  private static Map<String, Double> metrics(int number) {
    Map<String, Double> metrics = new HashMap<>();
    for (int i = 0; i < number; i++) {
      metrics.put("metric-" + i, (double) i);
    }
    return metrics;
  }

  @Test
  void an_event_of_many_metrics_gives_a_row_for_each() {
    Map<String, Double> wide = metrics(256);
    pipeline.send(Fixtures.withMeasurements(wide));

    pipeline.pass(Duration.ofSeconds(5));

    assertThat(pipeline.rows()).hasSize(256);
    assertThat(pipeline.validated.readValue().getMeasurements()).isEqualTo(wide);
  }

  @Test
  void a_registry_that_is_down_sends_no_good_event_to_quarantine() {
    byte[] good = pipeline.bytes(Fixtures.event());
    pipeline.registry.goDown();

    assertThatThrownBy(() -> pipeline.input.pipeInput(Fixtures.key(Fixtures.event()), good))
        .hasRootCauseInstanceOf(RegistryUnavailableException.class);
    assertThat(pipeline.rejected.isEmpty()).isTrue();
  }

  @Test
  void every_input_is_in_exactly_one_topic() {
    List<SensorEvent> events =
        List.of(Fixtures.event(), Fixtures.event(), Fixtures.withId("x"), Fixtures.withSensor("s"));

    pipeline.sendAll(events);

    assertThat(pipeline.validated.readValuesToList()).hasSize(2);
    assertThat(pipeline.rejected.readValuesToList())
        .extracting(rejected -> RejectionReason.valueOf(rejected.getReason()))
        .containsExactly(RejectionReason.DUPLICATE, RejectionReason.INVALID_EVENT_ID);
  }
}
