package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class DeadLetterQueueFailuresTest {

  @Test
  void counts_by_the_metric_that_connect_registers_for_the_task() {
    try (Metrics worker =
        new Metrics(
            new MetricConfig(),
            List.of(new JmxReporter()),
            Time.SYSTEM,
            new KafkaMetricsContext("kafka.connect"))) {
      var failures = worker.sensor("failures");
      failures.add(name(worker, "of: mine", "1"), new CumulativeSum());
      failures.record(3);

      assertThat(new DeadLetterQueueFailures("of: mine", "1").getAsLong()).isEqualTo(3);
      assertThat(new DeadLetterQueueFailures("of: mine", "2").getAsLong()).isZero();
    }
  }

  private static MetricName name(Metrics worker, String connector, String task) {
    return worker.metricName(
        "deadletterqueue-produce-failures",
        "task-error-metrics",
        "",
        Map.of("connector", connector, "task", task));
  }
}
