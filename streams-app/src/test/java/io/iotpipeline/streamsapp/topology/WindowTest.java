package io.iotpipeline.streamsapp.topology;

import static io.iotpipeline.streamsapp.topology.Fixtures.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.state.StoreSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hours, lateness and updates, with the default grace of 24 hours and interval of 5 seconds. */
class WindowTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Instant WALL_CLOCK = Instant.parse("2021-01-01T00:00:00Z");
  private static final String HOUR_10 = "s|temperature|2020-07-13T10:00:00Z";

  private final TestPipeline pipeline = new TestPipeline(WALL_CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void an_hour_includes_its_start_and_excludes_its_end() {
    pipeline.send(reading("s", "2020-07-13T09:59:59.999Z", 1));
    pipeline.send(reading("s", "2020-07-13T10:00:00Z", 2));
    pipeline.send(reading("s", "2020-07-13T10:59:59.999Z", 3));
    pipeline.send(reading("s", "2020-07-13T11:00:00Z", 4));

    pipeline.pass(INTERVAL);

    Map<String, HourlyAggregate> rows = pipeline.rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(HOUR_10).getCount()).isEqualTo(2);
    assertThat(rows.get(HOUR_10).getSum()).isEqualTo(5);
    assertThat(rows.get(HOUR_10).getWindowStart()).isEqualTo(Instant.parse("2020-07-13T10:00:00Z"));
    assertThat(rows.get(HOUR_10).getWindowEnd()).isEqualTo(Instant.parse("2020-07-13T11:00:00Z"));
  }

  @Test
  void an_update_has_the_statistics_for_any_order_of_arrival() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 4));
    pipeline.send(reading("s", "2020-07-13T10:10:00Z", 7));
    pipeline.send(reading("s", "2020-07-13T10:50:00Z", 13));
    pipeline.send(reading("s", "2020-07-13T10:20:00Z", 16));

    pipeline.pass(INTERVAL);

    HourlyAggregate row = pipeline.rows().get(HOUR_10);
    assertThat(row.getCount()).isEqualTo(4);
    assertThat(row.getSum()).isEqualTo(40);
    assertThat(row.getMean()).isEqualTo(10);
    assertThat(row.getStddev()).isEqualTo(Math.sqrt(22.5));
    assertThat(row.getMin()).isEqualTo(4);
    assertThat(row.getMax()).isEqualTo(16);
    assertThat(row.getFirst()).isEqualTo(7);
    assertThat(row.getLast()).isEqualTo(13);
    assertThat(row.getClosed()).isFalse();
  }

  @Test
  void one_update_is_emitted_per_changed_hour_and_interval() {
    for (int i = 0; i < 100; i++) {
      pipeline.send(reading("s", "2020-07-13T10:00:00Z", i));
    }
    assertThat(pipeline.aggregates.isEmpty()).isTrue();

    pipeline.pass(INTERVAL);
    assertThat(pipeline.aggregates.readValuesToList()).hasSize(1);

    pipeline.pass(INTERVAL);
    assertThat(pipeline.aggregates.isEmpty()).isTrue();
  }

  @Test
  void while_events_come_a_task_emits_a_limited_number_of_updates() {
    sendOfEach(3_000);
    for (int second = 1; second <= 15; second++) {
      sendOfEach(1);
      pipeline.pass(Duration.ofMillis(900));
    }

    assertThat(sensorsOfUpdates())
        .as("500 after an interval, and 100 in each second after it")
        .hasSizeBetween(1_200, 1_500)
        .doesNotHaveDuplicates()
        .startsWith("s0", "s1", "s2");
  }

  @Test
  void what_waited_is_emitted_when_no_more_events_come() {
    sendOfEach(3_000);
    pipeline.pass(INTERVAL.minusMillis(500));
    sendOfEach(1);
    pipeline.pass(Duration.ofMillis(500));
    assertThat(sensorsOfUpdates()).hasSize(500);

    pipeline.pass(INTERVAL);

    assertThat(sensorsOfUpdates()).hasSize(2_500).doesNotHaveDuplicates();
  }

  @Test
  void a_small_fleet_never_waits() {
    List<String> updates = new ArrayList<>();
    for (int interval = 0; interval < 20; interval++) {
      pipeline.pass(INTERVAL.minusMillis(500));
      sendOfEach(490);
      pipeline.pass(Duration.ofMillis(500));
      updates.addAll(sensorsOfUpdates());
    }

    assertThat(updates).hasSize(20 * 490);
  }

  private void sendOfEach(int sensors) {
    for (int sensor = 0; sensor < sensors; sensor++) {
      pipeline.send(reading("s" + sensor, "2020-07-13T10:00:00Z", 1));
    }
  }

  private List<String> sensorsOfUpdates() {
    return pipeline.aggregates.readValuesToList().stream()
        .map(HourlyAggregate::getSensorId)
        .toList();
  }

  @Test
  void only_changed_metrics_are_emitted_again() {
    pipeline.send(Fixtures.withMeasurements(Map.of("a", 1.0, "b", 1.0)));
    pipeline.pass(INTERVAL);
    pipeline.rows();
    pipeline.send(
        new SensorEvent(
            "00000000-0000-0000-0000-000000000001",
            Fixtures.SENSOR,
            Fixtures.NOW,
            Map.of("b", 2.0)));

    pipeline.pass(INTERVAL);

    assertThat(pipeline.rows()).containsOnlyKeys("sensor-1|b|2020-07-13T12:00:00Z");
  }

  @Test
  void an_out_of_order_event_within_the_grace_is_counted() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 1));
    pipeline.send(reading("s", "2020-07-14T10:59:59.999Z", 2));

    pipeline.send(reading("s", "2020-07-13T10:59:00Z", 3));

    pipeline.pass(INTERVAL);
    assertThat(pipeline.rejected.isEmpty()).isTrue();
    assertThat(pipeline.rows().get(HOUR_10).getCount()).isEqualTo(2);
  }

  @Test
  void an_event_after_the_grace_is_late() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 1));
    pipeline.send(reading("s", "2020-07-14T11:00:00Z", 2));

    pipeline.send(reading("s", "2020-07-13T10:59:59.999Z", 3));

    assertThat(RejectionReason.valueOf(pipeline.onlyRejection().getReason()))
        .isEqualTo(RejectionReason.LATE);
    assertThat(pipeline.validated.readValuesToList()).hasSize(2);
  }

  @Test
  void a_duplicate_in_a_closed_hour_is_late() {
    SensorEvent event = reading("s", "2020-07-13T10:30:00Z", 1);
    pipeline.send(event);
    pipeline.send(reading("s", "2020-07-14T11:00:00Z", 2));

    pipeline.send(event);

    assertThat(RejectionReason.valueOf(pipeline.onlyRejection().getReason()))
        .isEqualTo(RejectionReason.LATE);
  }

  @Test
  void an_id_may_be_used_again_once_its_hour_is_closed() {
    SensorEvent event = reading("s", "2020-07-13T10:30:00Z", 1);
    pipeline.send(event);
    pipeline.send(reading("s", "2020-07-14T11:00:00Z", 2));

    pipeline.send(
        new SensorEvent(
            event.getEventId(),
            "s",
            Instant.parse("2020-07-14T11:00:00Z"),
            event.getMeasurements()));

    assertThat(pipeline.rejected.isEmpty()).isTrue();
  }

  @Test
  void the_last_update_of_an_hour_is_marked_closed() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 1));
    pipeline.pass(INTERVAL);
    pipeline.send(reading("s", "2020-07-13T10:31:00Z", 2));
    long emitted = pipeline.rows().get(HOUR_10).getRevision();

    pipeline.send(reading("s", "2020-07-14T11:00:00Z", 3));

    Map<String, HourlyAggregate> rows = pipeline.rows();
    assertThat(rows).containsOnlyKeys(HOUR_10);
    assertThat(rows.get(HOUR_10).getClosed()).isTrue();
    assertThat(rows.get(HOUR_10).getCount()).isEqualTo(2);
    assertThat(rows.get(HOUR_10).getRevision()).isGreaterThan(emitted);
    pipeline.pass(INTERVAL);
    assertThat(pipeline.rows()).containsOnlyKeys("s|temperature|2020-07-14T11:00:00Z");
  }

  @Test
  void an_hour_without_pending_updates_gets_a_closing_update() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 1));
    pipeline.pass(INTERVAL);
    pipeline.rows();

    pipeline.send(reading("s", "2020-07-14T11:00:00Z", 3));

    assertThat(pipeline.rows().get(HOUR_10).getClosed()).isTrue();
  }

  @Test
  void a_fast_clock_of_one_sensor_closes_no_hour_of_another() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 1));
    pipeline.send(reading("s2", "2020-12-31T00:00:00Z", 1));

    pipeline.send(reading("s", "2020-07-13T10:31:00Z", 2));

    pipeline.pass(INTERVAL);
    assertThat(pipeline.rejected.isEmpty()).isTrue();
    assertThat(pipeline.rows().get(HOUR_10).getCount()).isEqualTo(2);
  }

  @Test
  void a_sensor_that_was_offline_for_days_is_not_late() {
    pipeline.send(reading("s", "2020-07-10T10:30:00Z", 1));

    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 1));
    pipeline.send(reading("s", "2020-07-12T11:00:00Z", 1));

    assertThat(pipeline.rejected.isEmpty()).isTrue();
  }

  @Test
  void revisions_rise_though_the_wall_clock_stands_still() {
    List<Long> revisions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pipeline.send(reading("s", "2020-07-13T10:30:00Z", i));
      pipeline.pass(INTERVAL);
    }
    pipeline.send(reading("s", "2020-07-14T11:00:00Z", 3));

    for (TestRecord<String, HourlyAggregate> update : pipeline.aggregates.readRecordsToList()) {
      if (update.key().equals(HOUR_10)) {
        revisions.add(update.value().getRevision());
      }
    }

    // The closing update falls into the same millisecond as the one before it.
    assertThat(revisions).hasSize(4).isSorted().doesNotHaveDuplicates();
    assertThat(revisions.get(3)).isEqualTo(revisions.get(2) + 1);
  }

  @Test
  void the_stores_stay_flat_over_a_week() {
    Instant start = Instant.parse("2020-07-13T00:00:00Z");
    List<StoreSizes> daily = new ArrayList<>();
    for (int minute = 0; minute < 7 * 24 * 60; minute += 10) {
      for (String sensor : List.of("a", "b", "c")) {
        pipeline.send(reading(sensor, start.plus(Duration.ofMinutes(minute)).toString(), minute));
      }
      if ((minute + 10) % (24 * 60) == 0) {
        pipeline.pass(INTERVAL);
        daily.add(pipeline.storeSizes());
      }
    }

    assertThat(daily.get(6)).isEqualTo(daily.get(2));
    // Six events an hour are too few for a chunk of ids: they are in the record of their hour.
    assertThat(daily.get(6)).isEqualTo(new StoreSizes(3, 3 * 25, 0, 0));
  }

  @Test
  void the_ids_of_busy_hours_are_deleted_with_their_hours() {
    Instant start = Instant.parse("2020-07-13T00:00:00Z");
    List<StoreSizes> halfDays = new ArrayList<>();
    for (int minute = 0; minute < 4 * 24 * 60; minute++) {
      pipeline.send(reading("a", start.plus(Duration.ofMinutes(minute)).toString(), minute));
      if ((minute + 1) % (12 * 60) == 0) {
        pipeline.pass(INTERVAL);
        halfDays.add(pipeline.storeSizes());
      }
    }

    // Sixty ids an hour: a chunk of 32, and the others in the hour's record.
    assertThat(halfDays.get(3)).isEqualTo(new StoreSizes(1, 25, 25, 0));
    assertThat(halfDays.get(7)).isEqualTo(halfDays.get(3));
  }

  @Test
  void the_hours_of_an_idle_sensor_are_closed_by_the_wall_clock() {
    pipeline.send(reading("s", "2020-07-13T09:30:00Z", 1));
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 2));
    pipeline.pass(INTERVAL);
    pipeline.rows();

    pipeline.pass(Duration.ofDays(8));

    Map<String, HourlyAggregate> rows = pipeline.rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.values()).allMatch(HourlyAggregate::getClosed);
    pipeline.pass(Duration.ofDays(8));
    assertThat(pipeline.rows()).isEmpty();
    assertThat(pipeline.storeSizes()).isEqualTo(new StoreSizes(1, 1, 0, 0));
  }

  @Test
  void a_sensor_idle_for_less_than_the_timeout_keeps_its_hours_open() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 2));
    pipeline.pass(INTERVAL);
    pipeline.rows();

    pipeline.pass(Duration.ofDays(7).minus(Duration.ofMinutes(1)));

    assertThat(pipeline.rows()).isEmpty();
    pipeline.send(reading("s", "2020-07-13T10:31:00Z", 3));
    assertThat(pipeline.rejected.isEmpty()).isTrue();
  }

  @Test
  void an_idle_sensor_that_resumes_is_counted_from_the_next_hour_on() {
    pipeline.send(reading("s", "2020-07-13T10:30:00Z", 1));
    pipeline.pass(Duration.ofDays(8));
    pipeline.rows();

    pipeline.send(reading("s", "2020-07-13T10:59:59.999Z", 2));
    pipeline.send(reading("s", "2020-07-13T11:00:00Z", 3));

    assertThat(pipeline.onlyRejection().getReason()).isEqualTo("LATE");
    pipeline.pass(INTERVAL);
    assertThat(pipeline.rows()).containsOnlyKeys("s|temperature|2020-07-13T11:00:00Z");
    assertThat(pipeline.storeSizes()).isEqualTo(new StoreSizes(1, 1, 0, 0));
  }

  @Test
  void without_the_duplicate_check_the_same_event_is_counted_twice() {
    try (TestPipeline lax = new TestPipeline(Map.of("IOT_DUPLICATE_CHECK", "false"))) {
      lax.send(Fixtures.event());
      lax.send(Fixtures.event());

      lax.pass(INTERVAL);

      assertThat(lax.rows().values()).singleElement().returns(2L, HourlyAggregate::getCount);
    }
  }

  @Test
  void with_a_heap_budget_of_zero_the_results_are_the_same() {
    try (TestPipeline poor = new TestPipeline(Map.of("IOT_STATE_HEAP_BYTES", "0"))) {
      List<SensorEvent> events = new ArrayList<>();
      for (int minute = 0; minute < 300; minute += 3) {
        for (String sensor : List.of("a", "b", "c")) {
          Instant time = Instant.parse("2020-07-13T00:00:00Z").plus(Duration.ofMinutes(minute));
          events.add(reading(sensor, time.toString(), minute));
        }
      }
      poor.sendAll(events);

      poor.sendAll(events);

      assertThat(poor.rejected.readValuesToList()).hasSize(300);
      poor.pass(INTERVAL);
      assertThat(poor.rows())
          .hasSize(15)
          .allSatisfy((key, row) -> assertThat(row.getCount()).isEqualTo(20));
    }
  }
}
