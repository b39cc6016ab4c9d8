package io.iotpipeline.producer.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each invalid record breaks one rule, and only that rule. */
class FaultInjectorTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SensorEvent FIRST = event(0);

  /** The others need an earlier valid event near the largest double, a gateway, or a person. */
  private static final Set<RejectionReason> INJECTED =
      EnumSet.complementOf(
          EnumSet.of(
              RejectionReason.SUM_OVERFLOW, RejectionReason.UNREADABLE, RejectionReason.SKIPPED));

  private final Map<RejectionReason, OutgoingRecord> invalid = new EnumMap<>(RejectionReason.class);
  private final Map<RejectionReason, SensorEvent> originals = new EnumMap<>(RejectionReason.class);

  @BeforeEach
  void inject_each_fault_once() {
    FaultInjector faults = new FaultInjector(1, 1, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(faults.apply(FIRST, 0).expectedRejection()).as("the first event is valid").isEmpty();
    for (int i = 1; i <= INJECTED.size(); i++) {
      OutgoingRecord record = faults.apply(event(i), i);
      assertThat(record.dueNanos()).isEqualTo(i);
      invalid.put(record.expectedRejection().orElseThrow(), record);
      originals.put(record.expectedRejection().orElseThrow(), event(i));
    }
    assertThat(invalid.keySet()).isEqualTo(INJECTED);
  }

  @Test
  void a_missing_value_is_a_tombstone() {
    assertThat(bytesOf(RejectionReason.MISSING_VALUE)).isNull();
    assertThat(invalid.get(RejectionReason.MISSING_VALUE).key()).asString().startsWith("sensor-");
  }

  @Test
  void undecodable_bytes_do_not_start_with_the_magic_byte() {
    assertThat(bytesOf(RejectionReason.UNDECODABLE)[0]).isNotZero();
  }

  @Test
  void an_unknown_schema_has_the_largest_id() {
    assertThat(bytesOf(RejectionReason.UNKNOWN_SCHEMA))
        .startsWith(0, 0x7f, 0xff, 0xff, 0xff)
        .hasSizeGreaterThan(5);
  }

  @Test
  void a_missing_sensor_id_is_blank_and_equals_the_key() {
    assertThat(eventOf(RejectionReason.MISSING_SENSOR_ID).getSensorId()).isBlank();
    assertThat(invalid.get(RejectionReason.MISSING_SENSOR_ID).key()).asString().isBlank();
  }

  @Test
  void a_key_mismatch_does_not_change_the_event() {
    RejectionReason reason = RejectionReason.KEY_MISMATCH;

    assertThat(eventOf(reason)).isEqualTo(originals.get(reason));
    assertThat(invalid.get(reason).key())
        .asString()
        .isNotEqualTo(originals.get(reason).getSensorId());
  }

  @Test
  void an_invalid_event_id_is_not_a_uuid() {
    assertThat(eventOf(RejectionReason.INVALID_EVENT_ID).getEventId()).doesNotMatch("[0-9a-f-]+");
  }

  @Test
  void no_measurement_is_an_empty_map() {
    assertThat(eventOf(RejectionReason.NO_MEASUREMENT).getMeasurements()).isEmpty();
  }

  @Test
  void a_missing_metric_name_is_added_to_a_valid_one() {
    assertThat(eventOf(RejectionReason.MISSING_METRIC_NAME).getMeasurements())
        .containsOnlyKeys("", "temperature");
  }

  @Test
  void a_name_too_long_is_added_to_a_valid_one() {
    assertThat(eventOf(RejectionReason.NAME_TOO_LONG).getMeasurements().keySet())
        .anySatisfy(name -> assertThat(name).hasSize(1000))
        .contains("temperature");
  }

  @Test
  void too_many_metrics_exceed_the_highest_possible_maximum_by_one() {
    assertThat(eventOf(RejectionReason.TOO_MANY_METRICS).getMeasurements()).hasSize(1_001);
  }

  @Test
  void an_unknown_metric_has_a_reserved_name_and_is_added_to_a_valid_one() {
    assertThat(eventOf(RejectionReason.UNKNOWN_METRIC).getMeasurements().keySet())
        .anySatisfy(name -> assertThat(name).startsWith("debug."))
        .contains("temperature");
  }

  @Test
  void a_sentinel_replaces_the_temperature() {
    assertThat(eventOf(RejectionReason.SENTINEL).getMeasurements())
        .containsEntry("temperature", -200.0);
  }

  @Test
  void a_value_out_of_range_is_a_humidity_above_100_percent() {
    assertThat(eventOf(RejectionReason.OUT_OF_RANGE).getMeasurements().get("humidity"))
        .isGreaterThan(100.0);
  }

  @Test
  void a_value_is_not_finite() {
    assertThat(eventOf(RejectionReason.NOT_FINITE).getMeasurements().get("temperature"))
        .matches(value -> !Double.isFinite(value));
  }

  @Test
  void an_event_that_is_too_old_is_from_1970() {
    assertThat(eventOf(RejectionReason.EVENT_TIME_TOO_OLD).getEventTime())
        .asString()
        .startsWith("1970-");
  }

  @Test
  void a_future_event_is_an_hour_ahead_of_the_clock() {
    assertThat(eventOf(RejectionReason.EVENT_TIME_IN_FUTURE).getEventTime())
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void a_late_event_is_ten_days_older_than_an_earlier_event_of_its_sensor() {
    SensorEvent late = eventOf(RejectionReason.LATE);

    assertThat(late.getSensorId()).isEqualTo(FIRST.getSensorId());
    assertThat(late.getEventTime()).isEqualTo(FIRST.getEventTime().minus(Duration.ofDays(10)));
    assertThat(late.getEventId()).isNotEqualTo(FIRST.getEventId());
  }

  @Test
  void a_record_that_is_too_large_exceeds_the_default_of_max_record_bytes() {
    assertThat(bytesOf(RejectionReason.TOO_LARGE)).hasSizeGreaterThan(64 * 1024);
  }

  @Test
  void too_many_new_metrics_are_those_of_a_sensor_that_has_another_metric() {
    SensorEvent event = eventOf(RejectionReason.TOO_MANY_NEW_METRICS);

    assertThat(event.getSensorId()).isEqualTo(FIRST.getSensorId());
    assertThat(event.getMeasurements()).hasSize(256).doesNotContainKey("temperature");
  }

  @Test
  void a_duplicate_is_an_earlier_event_of_the_run() {
    assertThat(eventOf(RejectionReason.DUPLICATE)).isEqualTo(FIRST);
    assertThat(invalid.get(RejectionReason.DUPLICATE).key()).asString().isEqualTo("sensor-0");
  }

  @Test
  void the_share_of_invalid_events_is_as_configured() {
    FaultInjector faults = new FaultInjector(0.01, 7, Clock.systemUTC());
    List<RejectionReason> injected = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      faults.apply(event(i), 0).expectedRejection().ifPresent(injected::add);
    }

    assertThat(injected.size()).isBetween(900, 1100);
  }

  @Test
  void with_a_share_of_0_every_event_is_valid() {
    FaultInjector faults = new FaultInjector(0, 7, Clock.systemUTC());

    for (int i = 0; i < 10_000; i++) {
      assertThat(faults.apply(event(i), 0).expectedRejection()).isEmpty();
    }
  }

  private SensorEvent eventOf(RejectionReason reason) {
    List<SensorEvent> seen = new ArrayList<>();
    byte[] unused =
        invalid
            .get(reason)
            .value(
                event -> {
                  seen.add(event);
                  return new byte[0];
                });
    return seen.get(0);
  }

  private byte[] bytesOf(RejectionReason reason) {
    return invalid
        .get(reason)
        .value(
            event -> {
              throw new AssertionError("expected bytes, but found an event: " + event);
            });
  }

  private static SensorEvent event(int number) {
    return new SensorEvent(
        "00000000-0000-8000-8000-" + String.format("%012d", number),
        "sensor-" + number,
        NOW.plusMillis(number),
        Map.of("temperature", 21.5));
  }
}
