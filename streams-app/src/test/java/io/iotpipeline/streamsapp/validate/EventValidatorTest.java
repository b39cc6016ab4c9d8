package io.iotpipeline.streamsapp.validate;

import static io.iotpipeline.streamsapp.topology.Fixtures.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.catalogue.CatalogueReader;
import io.iotpipeline.streamsapp.catalogue.MetricCatalogue;
import io.iotpipeline.streamsapp.topology.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventValidatorTest {

  private static final Instant FLOOR = Instant.parse("2000-01-01T00:00:00Z");
  private final EventValidator validator =
      new EventValidator(FLOOR, Duration.ofMinutes(5), CatalogueReader.read("default"), 3);

  @Test
  void accepts_a_valid_event() {
    assertThat(validate(Fixtures.event())).isEqualTo(Validation.VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void rejects_a_blank_sensor_id(String blank) {
    assertRejected(validate(Fixtures.withSensor(blank)), RejectionReason.MISSING_SENSOR_ID);
  }

  @Test
  void rejects_a_key_that_is_not_the_sensor_id() {
    Validation verdict =
        validator.validate(
            Fixtures.decoded(Fixtures.event()), "sensor-2".getBytes(UTF_8), NOW.toEpochMilli());

    assertRejected(verdict, RejectionReason.KEY_MISMATCH);
  }

  @Test
  void rejects_a_missing_key() {
    assertRejected(
        validator.validate(Fixtures.decoded(Fixtures.event()), null, NOW.toEpochMilli()),
        RejectionReason.KEY_MISMATCH);
  }

  @Test
  void rejects_an_over_long_event_id() {
    assertRejected(
        validate(Fixtures.withId(Fixtures.ID.repeat(1000))), RejectionReason.INVALID_EVENT_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "3f2b8c1e-9d4a-4b6f-8a57-0c1d2e3f4a5",
        "3f2b8c1e-9d4a-4b6f-8a57-0c1d2e3f4a5g",
        "3f2b8c1e9-d4a-4b6f-8a57-0c1d2e3f4a5b",
        "{3f2b8c1e-9d4a-4b6f-8a57-0c1d2e3f4a}"
      })
  void rejects_an_event_id_that_is_not_a_uuid(String id) {
    assertRejected(validate(Fixtures.withId(id)), RejectionReason.INVALID_EVENT_ID);
  }

  @Test
  void rejects_an_event_without_measurements() {
    assertRejected(validate(Fixtures.withMeasurements(Map.of())), RejectionReason.NO_MEASUREMENT);
  }

  @Test
  void rejects_a_blank_metric_name() {
    assertRejected(
        validate(Fixtures.withMeasurements(Map.of(" ", 1.0))), RejectionReason.MISSING_METRIC_NAME);
  }

  @Test
  void accepts_names_of_up_to_256_characters() {
    String longest = "x".repeat(256);

    assertThat(validate(Fixtures.withSensor(longest))).isEqualTo(Validation.VALID);
    assertThat(validate(Fixtures.withMeasurements(Map.of(longest, 1.0))))
        .isEqualTo(Validation.VALID);
    assertRejected(validate(Fixtures.withSensor(longest + "x")), RejectionReason.NAME_TOO_LONG);
    assertRejected(
        validate(Fixtures.withMeasurements(Map.of(longest + "x", 1.0))),
        RejectionReason.NAME_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void rejects_a_reading_that_is_not_finite(double reading) {
    assertRejected(
        validate(Fixtures.withMeasurements(Map.of("a", 1.0, "b", reading))),
        RejectionReason.NOT_FINITE);
  }

  @Test
  void accepts_up_to_max_metrics() {
    Map<String, Double> three = Map.of("a", 1.0, "b", 1.0, "c", 1.0);
    Map<String, Double> four = Map.of("a", 1.0, "b", 1.0, "c", 1.0, "d", 1.0);

    assertThat(validate(Fixtures.withMeasurements(three))).isEqualTo(Validation.VALID);
    assertRejected(validate(Fixtures.withMeasurements(four)), RejectionReason.TOO_MANY_METRICS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-90, 0, 150})
  void accepts_a_reading_within_its_range(double reading) {
    assertThat(validate(Fixtures.withMeasurements(Map.of("temperature", reading))))
        .isEqualTo(Validation.VALID);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-90.001, 150.001, 1e300})
  void rejects_a_reading_out_of_range_and_reports_the_range(double reading) {
    Validation verdict = validate(Fixtures.withMeasurements(Map.of("temperature", reading)));

    assertRejected(verdict, RejectionReason.OUT_OF_RANGE);
    assertThat(((Rejected) verdict).detail()).contains("temperature", "-90.0 to 150.0 °C");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-200, -127, -999})
  void rejects_a_sentinel_but_not_as_out_of_range(double sentinel) {
    Validation verdict =
        validate(Fixtures.withMeasurements(Map.of("temperature", sentinel, "humidity", 50.0)));

    assertRejected(verdict, RejectionReason.SENTINEL);
    assertThat(((Rejected) verdict).detail()).doesNotContain("OUT_OF_RANGE");
  }

  @Test
  void a_sentinel_of_one_metric_is_a_reading_of_another() {
    assertThat(validate(Fixtures.withMeasurements(Map.of("altitude", -200.0))))
        .isEqualTo(Validation.VALID);
  }

  @Test
  void accepts_an_unknown_metric_but_not_a_refused_one() {
    assertThat(validate(Fixtures.withMeasurements(Map.of("altitude", 1e9))))
        .isEqualTo(Validation.VALID);
    assertRejected(
        validate(Fixtures.withMeasurements(Map.of("debug.heap", 1.0))),
        RejectionReason.UNKNOWN_METRIC);
  }

  @Test
  void a_strict_catalogue_rejects_unknown_metrics_and_accepts_known_ones() {
    MetricCatalogue strict =
        new MetricCatalogue(
            MetricCatalogue.Unknown.REJECT,
            List.of(),
            CatalogueReader.read(CatalogueReader.DEFAULT).metrics());
    EventValidator strictly = new EventValidator(FLOOR, Duration.ofMinutes(5), strict, 3);

    Map<String, Double> unknown = Map.of("temperature", 20.0, "altitude", 1.0);
    assertThat(validate(strictly, Fixtures.event())).isEqualTo(Validation.VALID);
    assertRejected(
        validate(strictly, Fixtures.withMeasurements(unknown)), RejectionReason.UNKNOWN_METRIC);
  }

  @Test
  void reports_the_reasons_in_their_order() {
    SensorEvent bad =
        new SensorEvent("no uuid", "x".repeat(257), NOW, Map.of("y".repeat(257), 1.0));

    Validation verdict = validate(bad);

    assertRejected(verdict, RejectionReason.INVALID_EVENT_ID);
    assertThat(((Rejected) verdict).detail())
        .containsSubsequence("INVALID_EVENT_ID: ", "NAME_TOO_LONG: sensor_id", ", metric ");
  }

  @Test
  void accepts_an_event_at_the_floor_and_rejects_one_before_it() {
    assertThat(validate(Fixtures.withTime(FLOOR))).isEqualTo(Validation.VALID);
    assertRejected(
        validate(Fixtures.withTime(FLOOR.minusMillis(1))), RejectionReason.EVENT_TIME_TOO_OLD);
  }

  @Test
  void accepts_an_event_within_the_skew_and_rejects_one_from_the_future() {
    Instant limit = NOW.plus(Duration.ofMinutes(5));

    assertThat(validate(Fixtures.withTime(limit))).isEqualTo(Validation.VALID);
    assertRejected(
        validate(Fixtures.withTime(limit.plusMillis(1))), RejectionReason.EVENT_TIME_IN_FUTURE);
  }

  @Test
  void reports_all_violations_and_the_first_one_is_the_reason() {
    SensorEvent bad =
        new SensorEvent("no uuid", " ", Instant.EPOCH, Map.of("", Double.NaN, "b", Double.NaN));

    Rejected rejected =
        (Rejected) validator.validate(Fixtures.decoded(bad), null, NOW.toEpochMilli());

    assertThat(rejected.reason()).isEqualTo(RejectionReason.MISSING_SENSOR_ID);
    assertThat(rejected.detail())
        .contains(
            "MISSING_SENSOR_ID",
            "KEY_MISMATCH",
            "INVALID_EVENT_ID",
            "MISSING_METRIC_NAME",
            "NOT_FINITE",
            "1 more",
            "EVENT_TIME_TOO_OLD");
  }

  @Test
  void reports_every_reason_and_shortens_untrusted_input() {
    Map<String, Double> many = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      many.put("m" + i + "x".repeat(300), Double.NaN);
    }
    many.put("temperature", -200.0);
    many.put("humidity", 1e9);
    many.put("debug.heap", 1.0);
    many.put("", 1.0);
    String huge = "y".repeat(1_000_000);
    SensorEvent bad = new SensorEvent(huge, huge, Instant.EPOCH, many);

    Rejected rejected =
        (Rejected)
            validator.validate(Fixtures.decoded(bad), new byte[1_000_000], NOW.toEpochMilli());

    assertThat(rejected.detail())
        .hasSizeLessThan(3000)
        .contains(
            "KEY_MISMATCH",
            "INVALID_EVENT_ID",
            "TOO_MANY_METRICS",
            "MISSING_METRIC_NAME",
            "NAME_TOO_LONG",
            "UNKNOWN_METRIC",
            "NOT_FINITE",
            "SENTINEL",
            "OUT_OF_RANGE",
            "EVENT_TIME_TOO_OLD");
  }

  private Validation validate(SensorEvent event) {
    return validate(validator, event);
  }

  private static Validation validate(EventValidator validator, SensorEvent event) {
    return validator.validate(Fixtures.decoded(event), Fixtures.key(event), NOW.toEpochMilli());
  }

  private static void assertRejected(Validation verdict, RejectionReason reason) {
    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(((Rejected) verdict).reason()).isEqualTo(reason);
    assertThat(((Rejected) verdict).detail()).startsWith(reason + ": ");
  }
}
