package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Meter;
import org.apache.kafka.common.metrics.stats.WindowedCount;
import org.apache.kafka.common.utils.Time;

/**
 * Metrics of one task, as a JMX bean in the style of Connect: {@code
 * io.iotpipeline.cassandra-sink:type=sink-task-metrics,connector=name,task=0}. Rates, averages and
 * maxima cover the last minute. Thread-safe.
 */
public final class SinkMetrics implements AutoCloseable {

  static final String DOMAIN = "io.iotpipeline.cassandra-sink";
  private static final String GROUP = "sink-task-metrics";

  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Metrics metrics =
      new Metrics(
          new MetricConfig().samples(2).timeWindow(30, TimeUnit.SECONDS),
          List.of(new JmxReporter()),
          Time.SYSTEM,
          new KafkaMetricsContext(DOMAIN));
  private final Sensor rows;
  private final Sensor batches;
  private final Sensor latency;
  private final Sensor age;
  private final Sensor rejected;
  private final Sensor retries;
  private final Clock clock;
  private volatile boolean available;

  public SinkMetrics(String connector, String task) {
    this(connector, task, Clock.systemUTC());
  }

  SinkMetrics(String connector, String task, Clock clock) {
    this.clock = clock;
    tags.put("connector", connector);
    tags.put("task", task);
    rows =
        sensor("rows", sum("rows-written", "rows written"), avg("batch-size", "rows per request"));
    batches = sensor("batches", count("batches-written", "requests completed"));
    String latencyDescription = "latency of a request in ms";
    latency =
        sensor(
            "latency",
            avg("batch-latency-ms", latencyDescription),
            max("batch-latency-ms", latencyDescription));
    String ageDescription = "time in ms from the Kafka timestamp of a record to its write";
    age = sensor("age", avg("record-age-ms", ageDescription), max("record-age-ms", ageDescription));
    rejected =
        sensor(
            "rejected", sum("records-refused", "records passed to the error handling of Connect"));
    retries = sensor("retries", count("retries", "attempts while Cassandra was unavailable"));
    metrics.addMetric(
        name("available", "1 if Cassandra was available at the last attempt, else 0"),
        (Measurable) (config, now) -> available ? 1 : 0);
  }

  void written(List<Row> batch, long nanos) {
    rows.record(batch.size());
    batches.record();
    latency.record(nanos / 1e6);
    // Only the oldest record of a batch: locking the sensor for each row costs too much.
    batch.stream()
        .map(row -> row.origin().timestamp())
        .filter(Objects::nonNull)
        .min(Long::compare)
        .ifPresent(oldest -> age.record((double) Math.max(0, clock.millis() - oldest)));
  }

  public void rejected(int records) {
    rejected.record(records);
  }

  public void unavailable() {
    available = false;
    retries.record();
  }

  public void available() {
    available = true;
  }

  @Override
  public void close() {
    metrics.close();
  }

  /** Adds a statistic to a sensor. */
  private interface Stat {
    void addTo(Sensor sensor);
  }

  private Sensor sensor(String name, Stat... stats) {
    Sensor sensor = metrics.sensor(name);
    for (Stat stat : stats) {
      stat.addTo(sensor);
    }
    return sensor;
  }

  /** Total of the recorded values, and their rate per second. */
  private Stat sum(String metric, String description) {
    return sensor -> sensor.add(new Meter(rate(metric, description), total(metric, description)));
  }

  /** Number of recordings, and their rate per second. */
  private Stat count(String metric, String description) {
    return sensor ->
        sensor.add(
            new Meter(new WindowedCount(), rate(metric, description), total(metric, description)));
  }

  private Stat avg(String metric, String description) {
    return sensor -> sensor.add(name(metric + "-avg", description), new Avg());
  }

  private Stat max(String metric, String description) {
    return sensor -> sensor.add(name(metric + "-max", description), new Max());
  }

  private MetricName rate(String metric, String description) {
    return name(metric + "-rate", description + ", per second");
  }

  private MetricName total(String metric, String description) {
    return name(metric + "-total", description);
  }

  private MetricName name(String name, String description) {
    return metrics.metricName(name, GROUP, description, tags);
  }
}
