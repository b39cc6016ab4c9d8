package io.iotpipeline.producer.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FleetTest {

  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  @Test
  void sensors_take_turns() {
    Fleet fleet = new Fleet(3, "sensor-", 1, false);

    List<String> ids = LongStream.range(0, 4).mapToObj(i -> fleet.sensor(i).id()).toList();

    assertThat(ids).containsExactly("sensor-00000", "sensor-00001", "sensor-00002", "sensor-00000");
  }

  @Test
  void the_metric_of_a_sensor_depends_on_its_id_alone() {
    SensorEvent one = SimulatedSensor.of("sensor-00042", 1, false).read(0, NOON);
    SensorEvent other = SimulatedSensor.of("sensor-00042", 2, false).read(7, NOON + 1);

    assertThat(one.getMeasurements().keySet())
        .hasSize(1)
        .isEqualTo(other.getMeasurements().keySet());
  }

  @Test
  void the_metrics_are_evenly_distributed_over_a_fleet() {
    Fleet fleet = new Fleet(1000, "sensor-", 1, false);

    Map<Set<String>, Long> kinds =
        LongStream.range(0, 1000)
            .mapToObj(i -> fleet.sensor(i).read(i, NOON).getMeasurements().keySet())
            .collect(Collectors.groupingBy(metrics -> metrics, Collectors.counting()));

    assertThat(kinds.keySet())
        .containsExactlyInAnyOrder(
            Set.of("temperature"), Set.of("humidity"), Set.of("pressure"), Set.of("voltage"));
    assertThat(kinds.values()).allSatisfy(count -> assertThat(count).isBetween(200L, 300L));
  }

  @Test
  void a_wide_event_has_all_metrics() {
    SensorEvent event = SimulatedSensor.of("sensor-1", 1, true).read(0, NOON);

    assertThat(event.getMeasurements())
        .containsOnlyKeys("temperature", "humidity", "pressure", "voltage");
  }

  @Test
  void a_sensor_has_the_same_signal_in_narrow_and_wide_events() {
    for (int number = 0; number < 20; number++) {
      Signal narrow = signalOf("sensor-" + number, false);
      assertThat(signalsOf("sensor-" + number, true)).contains(narrow);
    }
  }

  @Test
  void readings_are_finite_and_within_the_limits_of_the_metric() {
    Fleet fleet = new Fleet(200, "sensor-", 99, true);
    for (long i = 0; i < 20_000; i++) {
      SensorEvent event = fleet.sensor(i).read(i, NOON + i * 60_000);
      for (SimulatedMetric metric : SimulatedMetric.values()) {
        assertThat(event.getMeasurements().get(metric.metricName))
            .isFinite()
            .isBetween(metric.limits.low(), metric.limits.high());
      }
    }
  }

  @Test
  void the_afternoon_is_warmer_than_the_night() {
    SimulatedSensor sensor = SimulatedSensor.of("sensor-1", 1, true);

    double afternoon = mean(sensor, NOON + 3 * 3_600_000L);
    double night = mean(sensor, NOON - 9 * 3_600_000L);

    assertThat(afternoon).isGreaterThan(night + 1);
  }

  @Test
  void event_ids_of_the_same_millisecond_differ() {
    SimulatedSensor sensor = SimulatedSensor.of("sensor-1", 1, false);
    Set<String> ids = new HashSet<>();

    for (long i = 0; i < 10_000; i++) {
      ids.add(sensor.read(i, NOON).getEventId());
    }

    assertThat(ids).hasSize(10_000);
  }

  @Test
  void event_ids_are_uuids_of_version_8() {
    Fleet fleet = new Fleet(10, "sensor-", 1, false);
    for (long i = 0; i < 1000; i++) {
      assertThat(fleet.sensor(i).read(i, NOON).getEventId())
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
  }

  private static double mean(SimulatedSensor sensor, long around) {
    return LongStream.range(0, 100)
        .mapToDouble(i -> sensor.read(i, around + i).getMeasurements().get("temperature"))
        .average()
        .orElseThrow();
  }

  private static Signal signalOf(String id, boolean wide) {
    return signalsOf(id, wide).get(0);
  }

  private static List<Signal> signalsOf(String id, boolean wide) {
    return SimulatedSensor.of(id, 1, wide).signals();
  }
}
