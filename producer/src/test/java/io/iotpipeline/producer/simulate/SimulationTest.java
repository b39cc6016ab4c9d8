package io.iotpipeline.producer.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);

  @Test
  void runs_with_the_same_start_and_seed_send_the_same_events() {
    assertThat(paced(START, 1, 0.1)).isEqualTo(paced(START, 1, 0.1)).hasSize(1000);
  }

  @Test
  void a_run_with_another_start_sends_other_ids() {
    assertThat(ids(paced(START.plusMillis(1), 1, 0)))
        .doesNotContainAnyElementsOf(ids(paced(START, 1, 0)));
  }

  @Test
  void a_run_with_another_seed_sends_other_ids() {
    assertThat(ids(paced(START, 2, 0))).doesNotContainAnyElementsOf(ids(paced(START, 1, 0)));
  }

  @Test
  void ids_are_unique_within_a_run() {
    assertThat(ids(paced(START, 1, 0))).doesNotHaveDuplicates();
  }

  @Test
  void event_times_of_paced_events_advance_with_their_due_times() {
    Timeline timeline = Timeline.paced(START, 500);

    for (long i = 0; i < 10_000; i++) {
      long due = START.toEpochMilli() + timeline.dueNanos(i) / 1_000_000;
      assertThat(timeline.eventTime(i)).isEqualTo(START.toEpochMilli() + i * 2).isEqualTo(due);
    }
  }

  @Test
  void a_rate_can_be_below_one_event_per_second() {
    assertThat(Timeline.paced(START, 0.1).dueNanos(2)).isEqualTo(20_000_000_000L);
  }

  @Test
  void unpaced_events_with_a_start_are_one_second_apart_per_sensor() {
    Timeline timeline = Timeline.unpaced(START, 3);

    assertThat(timeline.eventTime(2)).isEqualTo(START.toEpochMilli());
    assertThat(timeline.eventTime(3)).isEqualTo(START.toEpochMilli() + 1000);
    assertThat(timeline.dueNanos(3)).isZero();
  }

  @Test
  void unpaced_events_without_a_start_have_the_current_time() {
    assertThat(Timeline.unpaced(CLOCK::millis).eventTime(77)).isEqualTo(START.toEpochMilli());
  }

  private static List<String> paced(Instant start, long seed, double invalidShare) {
    Fleet fleet = new Fleet(10, "sensor-", seed, false);
    FaultInjector faults = new FaultInjector(invalidShare, seed, CLOCK);
    List<String> records = new ArrayList<>();
    new Simulation(fleet, Timeline.paced(start, 500), faults, 1000)
        .forEachRemaining(record -> records.add(text(record)));
    return records;
  }

  private static String text(OutgoingRecord record) {
    List<SensorEvent> event = new ArrayList<>();
    byte[] bytes =
        record.value(
            value -> {
              event.add(value);
              return new byte[0];
            });
    String value = event.isEmpty() ? String.valueOf(bytes == null) : event.toString();
    return record.eventId()
        + " "
        + record.expectedRejection()
        + " "
        + record.dueNanos()
        + " "
        + value;
  }

  private static List<String> ids(List<String> records) {
    return records.stream().map(record -> record.substring(0, 36)).toList();
  }
}
