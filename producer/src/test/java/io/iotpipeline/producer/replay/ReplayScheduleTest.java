package io.iotpipeline.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.producer.csv.CsvRow;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplayScheduleTest {

  private static final Instant FIRST = Instant.parse("2020-07-13T00:00:00Z");

  private static final RowEventIds IDS = new RowEventIds(null);

  @Test
  void due_times_follow_the_times_of_the_file() {
    Instant hourLater = FIRST.plusSeconds(3600);

    assertThat(new ReplaySchedule(1, null).dueNanos(FIRST, hourLater))
        .isEqualTo(TimeUnit.HOURS.toNanos(1));
    assertThat(new ReplaySchedule(60, null).dueNanos(FIRST, hourLater))
        .isEqualTo(TimeUnit.MINUTES.toNanos(1));
    assertThat(new ReplaySchedule(0, null).dueNanos(FIRST, hourLater)).isZero();
    assertThat(new ReplaySchedule(1, null).dueNanos(FIRST, Instant.parse("5000-01-01T00:00:00Z")))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shifted_times_keep_their_distance_and_their_ids() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    ScheduledEvents scheduled =
        new ScheduledEvents(
            List.of(reading("a", FIRST), reading("b", FIRST.plusMillis(1098))).iterator(),
            IDS,
            new ReplaySchedule(1, now),
            new FutureReadings(InstantSource.system(), Optional.empty()));

    List<SensorEvent> events = new ArrayList<>();
    List<Long> due = new ArrayList<>();
    scheduled.forEachRemaining(
        record -> {
          due.add(record.dueNanos());
          events.add(SentEvent.of(record));
        });

    assertThat(events).containsExactly(event("a", now), event("b", now.plusMillis(1098)));
    assertThat(due).containsExactly(0L, TimeUnit.MILLISECONDS.toNanos(1098));
  }

  private static CsvRow.Reading reading(String row, Instant time) {
    return new CsvRow.Reading(1, row, "s", time, Map.of("temp", 1.0));
  }

  private static SensorEvent event(String row, Instant time) {
    return new SensorEvent(IDS.idOf(row), "s", time, Map.of("temp", 1.0));
  }
}
