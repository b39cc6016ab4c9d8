package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  @Test
  void are_there_by_jmx_until_closed() throws Exception {
    ObjectName name =
        new ObjectName("io.iotpipeline.cassandra-sink:type=sink-task-metrics,connector=a b,task=1");
    try (SinkMetrics metrics = new SinkMetrics("a b", "1")) {
      metrics.written(32, 4_000_000);
      metrics.written(8, 2_000_000);
      metrics.refused(3);
      metrics.unavailable();
      metrics.available();

      assertThat(beans.getAttribute(name, "rows-written-total")).isEqualTo(40.0);
      assertThat(beans.getAttribute(name, "batches-written-total")).isEqualTo(2.0);
      assertThat(beans.getAttribute(name, "batch-size-avg")).isEqualTo(20.0);
      assertThat(beans.getAttribute(name, "batch-latency-ms-avg")).isEqualTo(3.0);
      assertThat(beans.getAttribute(name, "batch-latency-ms-max")).isEqualTo(4.0);
      assertThat(beans.getAttribute(name, "records-refused-total")).isEqualTo(3.0);
      assertThat(beans.getAttribute(name, "retries-total")).isEqualTo(1.0);
      assertThat(beans.getAttribute(name, "available")).isEqualTo(1.0);
    }

    assertThat(beans.isRegistered(name)).isFalse();
  }
}
