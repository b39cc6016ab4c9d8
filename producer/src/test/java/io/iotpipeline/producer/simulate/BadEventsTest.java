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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each bad record is wrong in one thing, and right in the rest. */
class BadEventsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SensorEvent FIRST = event(0);

  private final Map<RejectionReason, OutgoingRecord> spoiled = new EnumMap<>(RejectionReason.class);
  private final Map<RejectionReason, SensorEvent> originals = new EnumMap<>(RejectionReason.class);

  @BeforeEach
  void spoil_one_of_each() {
    BadEvents badEvents = new BadEvents(1, 1, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(badEvents.pass(FIRST, 0).flaw()).as("the first is good").isEmpty();
    for (int i = 1; i <= RejectionReason.values().length; i++) {
      OutgoingRecord outgoing = badEvents.pass(event(i), i);
      assertThat(outgoing.dueNanos()).isEqualTo(i);
      spoiled.put(outgoing.flaw().orElseThrow(), outgoing);
      originals.put(outgoing.flaw().orElseThrow(), event(i));
    }
    assertThat(spoiled).hasSize(RejectionReason.values().length);
  }

  @Test
  void a_missing_value_is_a_tombstone() {
    assertThat(bytesOf(RejectionReason.MISSING_VALUE)).isNull();
    assertThat(spoiled.get(RejectionReason.MISSING_VALUE).key()).asString().startsWith("sensor-");
  }

  @Test
  void undecodable_bytes_do_not_begin_as_a_serializers_do() {
    assertThat(bytesOf(RejectionReason.UNDECODABLE)[0]).isNotZero();
  }

  @Test
  void an_unknown_schema_has_the_greatest_id() {
    assertThat(bytesOf(RejectionReason.UNKNOWN_SCHEMA))
        .startsWith(0, 0x7f, 0xff, 0xff, 0xff)
        .hasSizeGreaterThan(5);
  }

  @Test
  void a_missing_sensor_id_is_blank_and_the_key_agrees() {
    assertThat(eventOf(RejectionReason.MISSING_SENSOR_ID).getSensorId()).isBlank();
    assertThat(spoiled.get(RejectionReason.MISSING_SENSOR_ID).key()).asString().isBlank();
  }

  @Test
  void a_key_mismatch_leaves_the_event_as_it_was() {
    RejectionReason reason = RejectionReason.KEY_MISMATCH;

    assertThat(eventOf(reason)).isEqualTo(originals.get(reason));
    assertThat(spoiled.get(reason).key())
        .asString()
        .isNotEqualTo(originals.get(reason).getSensorId());
  }

  @Test
  void an_invalid_event_id_is_no_uuid() {
    assertThat(eventOf(RejectionReason.INVALID_EVENT_ID).getEventId()).doesNotMatch("[0-9a-f-]+");
  }

  @Test
  void no_measurement_is_an_empty_map() {
    assertThat(eventOf(RejectionReason.NO_MEASUREMENT).getMeasurements()).isEmpty();
  }

  @Test
  void a_missing_metric_name_stands_beside_a_good_one() {
    assertThat(eventOf(RejectionReason.MISSING_METRIC_NAME).getMeasurements())
        .containsOnlyKeys("", "temperature");
  }

  @Test
  void a_name_too_long_stands_beside_a_good_one() {
    assertThat(eventOf(RejectionReason.NAME_TOO_LONG).getMeasurements().keySet())
        .anySatisfy(name -> assertThat(name).hasSize(1000))
        .contains("temperature");
  }

  @Test
  void too_many_metrics_are_one_more_than_can_be_allowed() {
    assertThat(eventOf(RejectionReason.TOO_MANY_METRICS).getMeasurements()).hasSize(10_001);
  }

  @Test
  void an_unknown_metric_is_of_the_names_kept_for_makers_and_stands_beside_a_good_one() {
    assertThat(eventOf(RejectionReason.UNKNOWN_METRIC).getMeasurements().keySet())
        .anySatisfy(name -> assertThat(name).startsWith("debug."))
        .contains("temperature");
  }

  @Test
  void a_sentinel_is_in_the_place_of_a_temperature() {
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
  void an_old_event_is_of_1970() {
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
  void a_late_event_is_new_and_ten_days_before_one_that_its_sensor_sent() {
    SensorEvent late = eventOf(RejectionReason.LATE);

    assertThat(late.getSensorId()).isEqualTo(FIRST.getSensorId());
    assertThat(late.getEventTime()).isEqualTo(FIRST.getEventTime().minus(Duration.ofDays(10)));
    assertThat(late.getEventId()).isNotEqualTo(FIRST.getEventId());
  }

  @Test
  void a_duplicate_is_an_earlier_event_of_the_run() {
    assertThat(eventOf(RejectionReason.DUPLICATE)).isEqualTo(FIRST);
    assertThat(spoiled.get(RejectionReason.DUPLICATE).key()).asString().isEqualTo("sensor-0");
  }

  @Test
  void the_share_is_kept() {
    BadEvents badEvents = new BadEvents(0.01, 7, Clock.systemUTC());
    List<Optional<RejectionReason>> flaws = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      badEvents.pass(event(i), 0).flaw().ifPresent(flaw -> flaws.add(Optional.of(flaw)));
    }

    assertThat(flaws.size()).isBetween(900, 1100);
  }

  @Test
  void without_a_share_nothing_is_spoiled() {
    BadEvents badEvents = new BadEvents(0, 7, Clock.systemUTC());

    for (int i = 0; i < 10_000; i++) {
      assertThat(badEvents.pass(event(i), 0).flaw()).isEmpty();
    }
  }

  private SensorEvent eventOf(RejectionReason reason) {
    List<SensorEvent> seen = new ArrayList<>();
    byte[] unused =
        spoiled
            .get(reason)
            .value(
                event -> {
                  seen.add(event);
                  return new byte[0];
                });
    return seen.get(0);
  }

  private byte[] bytesOf(RejectionReason reason) {
    return spoiled
        .get(reason)
        .value(
            event -> {
              throw new AssertionError("is an event, not bytes: " + event);
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
