package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  @Test
  void are_registered_in_jmx_until_closed() throws Exception {
    ObjectName name =
        new ObjectName("io.iotpipeline.cassandra-sink:type=sink-task-metrics,connector=a b,task=1");
    try (SinkMetrics metrics = new SinkMetrics("a b", "1")) {
      metrics.written(Collections.nCopies(32, row(null)), 4_000_000);
      metrics.written(Collections.nCopies(8, row(null)), 2_000_000);
      metrics.rejected(3);
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

  @Test
  void record_age_is_that_of_the_oldest_record_of_a_request() throws Exception {
    ObjectName name =
        new ObjectName("io.iotpipeline.cassandra-sink:type=sink-task-metrics,connector=old,task=0");
    Clock clock = Clock.fixed(Instant.ofEpochMilli(Rows.WRITTEN_MILLIS), ZoneOffset.UTC);
    try (SinkMetrics metrics = new SinkMetrics("old", "0", clock)) {
      metrics.written(List.of(row(500L), row(1_500L), row(null)), 1);
      metrics.written(List.of(row(-700L)), 1);

      assertThat(beans.getAttribute(name, "record-age-ms-avg")).isEqualTo(750.0);
      assertThat(beans.getAttribute(name, "record-age-ms-max")).isEqualTo(1_500.0);
    }
  }

  /** Returns the row of a record with the age in ms; null: the record has no timestamp. */
  private static Row row(Long age) {
    Long timestamp = age == null ? null : Rows.WRITTEN_MILLIS - age;
    return new Row(
        Rows.sinkRecord("validated-events", 0, timestamp, null),
        null,
        List.of(),
        null,
        OptionalInt.empty(),
        false);
  }
}
