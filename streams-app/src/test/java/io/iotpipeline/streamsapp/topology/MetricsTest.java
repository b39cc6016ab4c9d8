package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metrics of the processors, in the text format of Prometheus. */
class MetricsTest {

  private final TestPipeline pipeline = new TestPipeline();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void events_are_counted_by_outcome_and_reason() {
    pipeline.send(Fixtures.event());
    pipeline.send(Fixtures.withSensor("other"));
    pipeline.send(Fixtures.event());
    pipeline.send(Fixtures.withTime(Instant.EPOCH));
    pipeline.send(Fixtures.withMeasurements(Map.of("a", Double.NaN)));
    pipeline.send(Fixtures.withMeasurements(Map.of("b", Double.NaN)));

    String scraped = pipeline.metrics.scrape();

    assertThat(scraped.lines())
        .contains(
            "iot_events_total{outcome=\"validated\",reason=\"none\"} 2.0",
            "iot_events_total{outcome=\"rejected\",reason=\"DUPLICATE\"} 1.0",
            "iot_events_total{outcome=\"rejected\",reason=\"EVENT_TIME_TOO_OLD\"} 1.0",
            "iot_events_total{outcome=\"rejected\",reason=\"NOT_FINITE\"} 2.0");
  }

  @Test
  void a_reason_that_has_not_occurred_has_count_zero() {
    String scraped = pipeline.metrics.scrape();

    for (RejectionReason reason : RejectionReason.values()) {
      assertThat(scraped)
          .contains("iot_events_total{outcome=\"rejected\",reason=\"" + reason + "\"} 0.0");
    }
  }

  @Test
  void the_clock_lag_is_measured_from_the_sensor_clock_and_not_from_the_event() {
    pipeline.send(Fixtures.withTime(Fixtures.NOW.minusSeconds(10)));
    pipeline.send(Fixtures.reading(Fixtures.SENSOR, "2020-07-13T10:00:00Z", 1));

    assertThat(pipeline.metrics.scrape().lines())
        .contains(
            "iot_sensor_clock_lag_seconds_bucket{le=\"5.0\"} 0",
            "iot_sensor_clock_lag_seconds_bucket{le=\"15.0\"} 2",
            "iot_sensor_clock_lag_seconds_count 2",
            "iot_sensor_clock_lag_seconds_sum 20.0");
  }

  @Test
  void a_clock_that_is_ahead_has_lag_zero() {
    pipeline.send(Fixtures.withTime(Fixtures.NOW.plusSeconds(60)));

    assertThat(pipeline.metrics.scrape().lines())
        .contains(
            "iot_sensor_clock_lag_seconds_bucket{le=\"1.0\"} 1",
            "iot_sensor_clock_lag_seconds_sum 0.0");
  }

  @Test
  void updates_are_counted_when_emitted_including_closing_ones() {
    pipeline.sendAll(
        List.of(
            Fixtures.reading("a", "2020-07-11T10:00:00Z", 1),
            Fixtures.reading("b", "2020-07-11T10:00:00Z", 1)));
    pipeline.pass(Duration.ofSeconds(5));

    pipeline.send(Fixtures.reading("a", "2020-07-13T10:00:00Z", 1));

    assertThat(pipeline.metrics.scrape().lines())
        .contains("iot_aggregate_updates_total 3.0", "iot_emit_lag_seconds_count 3");
    assertThat(pipeline.aggregates.readValuesToList()).hasSize(3);
  }

  @Test
  void a_late_update_has_a_lag() {
    pipeline.send(Fixtures.event());

    pipeline.pass(Duration.ofSeconds(8));

    assertThat(pipeline.metrics.scrape().lines())
        .contains("iot_emit_lag_seconds_count 1", "iot_emit_lag_seconds_sum 3.0");
  }
}
