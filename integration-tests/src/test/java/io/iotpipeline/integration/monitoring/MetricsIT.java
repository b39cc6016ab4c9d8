package io.iotpipeline.integration.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.InstalledTools;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What dashboards, alert rules and Prometheus read from a running pipeline. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class MetricsIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  private final TestStack stack;

  MetricsIT(TestStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void send() throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (int before : List.of(120, 30, 0)) {
        Map<String, Double> measurements = Map.of("temp", 20.0, "humidity", 60.0);
        sender.send(EventSender.event("metrics-1", HOUR.minusSeconds(before), measurements));
      }
      sender.send("metrics-1", null);
    }
    stack.verified();
  }

  @Test
  void servers_export_every_metric_that_dashboards_and_alerts_read() throws Exception {
    assertThat(new ExportedMetrics(stack.config()).missing()).isEmpty();
  }

  @Test
  void the_sensor_dashboard_finds_its_rows() {
    try (CqlSession session = stack.session()) {
      SensorDashboard dashboard =
          new SensorDashboard(
              Checkout.ROOT,
              session,
              "metrics-1",
              "temp",
              HOUR.minusSeconds(1800),
              HOUR.plusSeconds(7200));

      // The dashboard reads some thousand rows, which one sensor of another test can fill.
      assertThat(dashboard.values("sensor")).isNotEmpty().isSubsetOf(column(session, "sensor_id"));
      assertThat(dashboard.values("metric")).isNotEmpty().isSubsetOf(column(session, "metric"));
      assertThat(dashboard.values("day")).containsExactly("2024-03-01");
      assertThat(dashboard.rows())
          .isEqualTo(
              Map.of(
                  "panel $metric of $sensor, by the hour", 2,
                  "panel Readings of $sensor, all metrics", 3,
                  "panel Hours of $metric", 2,
                  "panel Alerts of $sensor", 0));
    }
  }

  private static Set<String> column(CqlSession session, String name) {
    return session
        .execute("SELECT DISTINCT sensor_id, metric FROM iot.hourly_aggregates")
        .all()
        .stream()
        .map(row -> row.getString(name))
        .collect(Collectors.toSet());
  }

  @Test
  void prometheus_scrapes_every_server_and_understands_every_rule() throws Exception {
    InstalledTools.need(
        stack.config().prometheus(),
        "prometheus is not on the PATH (Debian: apt install prometheus)");
    RunningPrometheus prometheus = new RunningPrometheus(stack.config());

    assertThat(prometheus.awaitTargets())
        .containsExactlyInAnyOrder(
            "kafka up", "connect up", "cassandra up", "streams-app up", "gateway up", "api up");
    assertThat(prometheus.errors()).isEmpty();
  }
}
