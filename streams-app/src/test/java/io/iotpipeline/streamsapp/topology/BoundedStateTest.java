package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.state.StoreSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No input makes the state in memory grow beyond its budget. */
class BoundedStateTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final long BUDGET = 1_000_000;

  /** One sensor with 256 metrics in a few hours may exceed the budget by itself. */
  private static final long ONE_SENSOR = 500_000;

  private static final int METRICS = 256;
  private static final Instant START = Instant.parse("2020-07-13T10:00:00Z");

  private final TestPipeline pipeline =
      new TestPipeline(
          Instant.parse("2021-01-01T00:00:00Z"),
          Map.of("IOT_STATE_HEAP_BYTES", Long.toString(BUDGET)));

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void wide_events_of_many_sensors_stay_within_the_budget_and_are_all_counted() {
    Map<String, Long> counts = new HashMap<>();
    for (int round = 0; round < 2; round++) {
      for (int sensor = 0; sensor < 100; sensor++) {
        pipeline.send(wide("s" + sensor, START.plusSeconds(round)));
        assertWithinBudget();
      }
    }
    pipeline.pass(INTERVAL);

    for (HourlyAggregate row : pipeline.rows().values()) {
      counts.merge("rows", 1L, Long::sum);
      counts.merge("readings", row.getCount(), Long::sum);
    }
    assertThat(counts)
        .containsEntry("rows", 100L * METRICS)
        .containsEntry("readings", 2L * 100 * METRICS);
  }

  @Test
  void duplicates_of_many_sensors_stay_within_the_budget() {
    Map<Integer, SensorEvent> first = new HashMap<>();
    for (int sensor = 0; sensor < 100; sensor++) {
      first.put(sensor, wide("s" + sensor, START));
      pipeline.send(first.get(sensor));
    }

    for (SensorEvent event : first.values()) {
      pipeline.send(event);
      assertWithinBudget();
    }

    assertThat(pipeline.rejected.readValuesToList())
        .hasSize(100)
        .allSatisfy(rejected -> assertThat(rejected.getReason()).isEqualTo("DUPLICATE"));
  }

  @Test
  void many_open_hours_of_one_sensor_stay_within_the_budget_also_when_they_close() {
    for (int hour = 0; hour < 25; hour++) {
      pipeline.send(wide("s", START.plus(Duration.ofHours(hour))));
      assertWithinBudget();
    }
    pipeline.rows();

    pipeline.send(wide("s", START.plus(Duration.ofDays(30))));

    assertWithinBudget();
    assertThat(pipeline.rows().values())
        .hasSize(25 * METRICS)
        .allSatisfy(row -> assertThat(row.getClosed()).isTrue());
  }

  @Test
  void idle_sensors_are_closed_within_the_budget() {
    for (int sensor = 0; sensor < 100; sensor++) {
      pipeline.send(wide("s" + sensor, START));
    }
    pipeline.pass(INTERVAL);
    pipeline.rows();

    pipeline.pass(Duration.ofDays(8));

    assertWithinBudget();
    assertThat(pipeline.rows().values())
        .hasSize(100 * METRICS)
        .allSatisfy(row -> assertThat(row.getClosed()).isTrue());
  }

  @Test
  void the_ids_of_one_hour_need_bounded_memory_and_are_deleted_with_it() {
    int events = 12_000;
    for (int event = 0; event < events; event++) {
      pipeline.send(small(event));
    }
    for (int event = 0; event < events; event++) {
      pipeline.send(small(event));
    }

    assertThat(pipeline.rejected.readValuesToList())
        .hasSize(events)
        .allSatisfy(rejected -> assertThat(rejected.getReason()).isEqualTo("DUPLICATE"));
    assertThat(StoreSizes.heapBytes(pipeline.store())).isLessThan(600_000);
    assertThat(StoreSizes.singleIds(pipeline.store())).isGreaterThan(1_000);

    pipeline.send(Fixtures.reading("s", "2020-07-20T10:00:00Z", 1));
    pipeline.pass(INTERVAL);

    assertThat(StoreSizes.singleIds(pipeline.store())).isZero();
    assertThat(pipeline.storeSizes()).isEqualTo(new StoreSizes(1, 1, 0, 0));
  }

  private void assertWithinBudget() {
    assertThat(StoreSizes.heapBytes(pipeline.store())).isLessThan(BUDGET + ONE_SENSOR);
  }

  private static SensorEvent small(int number) {
    return new SensorEvent(new UUID(1, number).toString(), "s", START, Map.of("m", 1.0));
  }

  private static SensorEvent wide(String sensor, Instant time) {
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < METRICS; i++) {
      measurements.put("metric-" + i, (double) i);
    }
    return new SensorEvent(UUID.randomUUID().toString(), sensor, time, measurements);
  }
}
