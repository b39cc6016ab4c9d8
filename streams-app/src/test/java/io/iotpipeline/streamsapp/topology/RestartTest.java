package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.state.StoreSizes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash, after which the state is restored from the changelog alone. */
class RestartTest {

  @TempDir private Path folder;

  private RestartableApp app;

  @BeforeEach
  void start() {
    app = new RestartableApp(folder, 100_000_000, 1_000_000, AlertLimits.NONE);
  }

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void a_pending_update_is_emitted_after_the_restart() {
    app.process(Fixtures.event());
    app.commit();

    app.crash();
    app.passInterval();

    app.commit();
    assertThat(app.updates()).hasSize(1);
    assertThat(lastUpdate().getCount()).isEqualTo(1);
  }

  @Test
  void a_pending_update_of_an_older_hour_is_emitted_after_the_restart() {
    app.process(Fixtures.event());
    app.commit();
    app.process(at(Fixtures.NOW.plus(Duration.ofHours(1))));
    app.process(at(Fixtures.NOW.minus(Duration.ofHours(2))));
    app.commit();

    app.crash();
    app.passInterval();

    app.commit();
    assertThat(app.updates()).hasSize(3);
    app.commit();
    app.crash();
    app.passInterval();
    app.commit();
    assertThat(app.updates()).hasSize(3);
  }

  @Test
  void a_pending_hour_that_closes_before_it_is_recovered_leaves_nothing() {
    app.process(Fixtures.event());
    app.process(at(Fixtures.NOW.plus(Duration.ofHours(1))));
    app.commit();
    assertThat(app.storeSizes()).isEqualTo(new StoreSizes(1, 2, 0, 2));

    app.crash();
    app.process(at(Fixtures.NOW.plus(Duration.ofDays(3))));
    app.passInterval();
    app.commit();

    assertThat(app.storeSizes()).isEqualTo(new StoreSizes(1, 1, 0, 0));
  }

  @Test
  void pending_updates_of_many_sensors_are_emitted_after_the_restart_within_the_budget() {
    for (int sensor = 0; sensor < 3_000; sensor++) {
      app.process(Fixtures.withSensor("s" + sensor));
    }
    app.commit();

    app.crash(1_000_000);
    app.passInterval();

    app.commit();
    assertThat(app.updates()).hasSize(3_000);
    assertThat(app.largestHeapBytes()).isBetween(900_000L, 1_100_000L);
    app.commit();
    app.crash();
    app.passInterval();
    app.commit();
    assertThat(app.updates()).hasSize(3_000);
  }

  /** A start that wrote the state of a large fleet would exceed the time of a transaction. */
  @Test
  void a_start_with_the_budget_of_before_writes_nothing() {
    app.crash(1_000_000);
    for (int sensor = 0; sensor < 3_000; sensor++) {
      app.process(Fixtures.withSensor("s" + sensor));
    }
    app.commit();

    app.crash();

    assertThat(app.hasUncommittedRecords()).isFalse();
  }

  /** Then its record is newer than that of its sensor, and the journal has its events too. */
  @Test
  void an_hour_that_was_evicted_without_its_sensor_counts_each_event_once_after_the_restart() {
    evictOlderHours();

    app.crash();
    app.process(at(Fixtures.NOW));
    app.process(at(Fixtures.NOW.plus(Duration.ofHours(19))));
    app.passInterval();
    app.commit();

    assertThat(app.updates()).hasSize(22);
    assertThat(app.updates().subList(20, 22))
        .extracting(HourlyAggregate::getCount)
        .containsOnly(2L);
    assertThat(app.storeSizes()).isEqualTo(new StoreSizes(1, 20, 0, 0));
  }

  @Test
  void an_hour_that_was_evicted_without_its_sensor_is_deleted_when_it_closes_after_the_restart() {
    evictOlderHours();

    app.crash(100_000_000);
    app.process(at(Fixtures.NOW.plus(Duration.ofDays(3))));
    app.passInterval();
    app.commit();

    assertThat(app.storeSizes()).isEqualTo(new StoreSizes(1, 1, 0, 0));
  }

  @Test
  void a_start_drops_hours_that_were_evicted_without_writing_them_again() {
    evictOlderHours();
    for (int hour = 20; hour < 25; hour++) {
      app.process(at(Fixtures.NOW.plus(Duration.ofHours(hour))));
      app.passInterval();
    }
    app.commit();

    app.crash();

    assertThat(app.hasUncommittedRecords()).isFalse();
  }

  @Test
  void updates_that_were_emitted_at_once_are_applied_again_within_the_budget() {
    app.crash(10_000);
    for (int hour = 0; hour < 20; hour++) {
      app.process(at(Fixtures.NOW.plus(Duration.ofHours(hour))));
    }
    app.commit();

    app.crash(2_000);

    assertThat(app.heapBytes()).isLessThan(3_000);
  }

  private void evictOlderHours() {
    app.crash(10_000);
    for (int hour = 0; hour < 20; hour++) {
      app.process(at(Fixtures.NOW.plus(Duration.ofHours(hour))));
      app.passInterval();
    }
    app.commit();
    assertThat(app.writtenSizes().hours()).isGreaterThan(5);
    assertThat(app.writtenSizes().sensors()).isZero();
  }

  @Test
  void a_committed_update_is_not_emitted_again() {
    app.process(Fixtures.event());
    app.passInterval();
    app.commit();

    app.crash();
    app.passInterval();

    app.commit();
    assertThat(app.updates()).hasSize(1);
  }

  @Test
  void an_aborted_transaction_leaves_no_state() {
    app.process(Fixtures.event());

    app.crash();
    app.passInterval();
    app.process(Fixtures.event());

    app.commit();
    assertThat(app.updates()).isEmpty();
    app.commit();
    assertThat(app.rejections()).isEmpty();
  }

  @Test
  void counts_and_revisions_continue_after_the_restart() {
    app.process(Fixtures.event());
    app.passInterval();
    app.commit();
    long emitted = lastUpdate().getRevision();
    app.setTime(500);

    app.crash();
    app.process(at(Fixtures.NOW));
    app.passInterval();

    assertThat(lastUpdate().getCount()).isEqualTo(2);
    assertThat(lastUpdate().getRevision()).isEqualTo(emitted + 1);
  }

  @Test
  void a_duplicate_is_detected_after_the_restart() {
    app.process(Fixtures.event());
    app.commit();

    app.crash();
    app.process(Fixtures.event());

    app.commit();
    assertThat(app.rejections()).containsExactly("DUPLICATE");
  }

  @Test
  void a_duplicate_among_hundreds_is_detected_after_the_restart() {
    for (int second = 0; second < 300; second++) {
      app.process(at(Fixtures.NOW.plusSeconds(second)));
      if (second == 100) {
        app.process(Fixtures.event());
      }
      if (second % 7 == 0) {
        app.commit();
      }
    }
    app.commit();

    app.crash();
    app.process(Fixtures.event());

    app.commit();
    assertThat(app.rejections()).containsExactly("DUPLICATE");
  }

  @Test
  void a_late_event_is_late_after_the_restart() {
    app.process(Fixtures.event());
    app.commit();

    app.crash();
    app.process(at(Fixtures.NOW.minus(Duration.ofHours(26))));

    app.commit();
    assertThat(app.rejections()).containsExactly("LATE");
  }

  private HourlyAggregate lastUpdate() {
    app.commit();
    return app.updates().get(app.updates().size() - 1);
  }

  private static SensorEvent at(Instant time) {
    return new SensorEvent(
        UUID.randomUUID().toString(), Fixtures.SENSOR, time, Map.of("temperature", 1.0));
  }
}
