package io.iotpipeline.connect.cassandra.write;

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
 * What one task counts, as a JMX bean in the style of Connect's own: {@code
 * io.iotpipeline.cassandra-sink:type=sink-task-metrics,connector=name,task=0}. Rates, averages and
 * maxima are those of the last minute. Safe for the driver's threads.
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
  private final Sensor refused;
  private final Sensor retries;
  private final Clock clock;
  private volatile boolean available;

  public SinkMetrics(String connector, String task) {
    this(connector, task, Clock.systemUTC());
  }

  public SinkMetrics(String connector, String task, Clock clock) {
    this.clock = clock;
    tags.put("connector", connector);
    tags.put("task", task);
    rows =
        sensor(
            "rows",
            sum("rows-written", "rows written"),
            stat -> stat.add(name("batch-size-avg", "rows of a batch"), new Avg()));
    batches = sensor("batches", count("batches-written", "requests done"));
    latency =
        sensor(
            "latency",
            stat -> stat.add(name("batch-latency-ms-avg", "time of a request"), new Avg()),
            stat -> stat.add(name("batch-latency-ms-max", "time of a request"), new Max()));
    age =
        sensor(
            "age",
            stat -> stat.add(name("record-age-ms-avg", "age of what was written"), new Avg()),
            stat -> stat.add(name("record-age-ms-max", "age of what was written"), new Max()));
    refused = sensor("refused", sum("records-refused", "records that make no row"));
    retries = sensor("retries", count("retries", "attempts that found Cassandra away"));
    metrics.addMetric(
        name("available", "1 when the last attempt found Cassandra there, else 0"),
        (Measurable) (config, now) -> available ? 1 : 0);
  }

  void written(List<Row> batch, long nanos) {
    rows.record(batch.size());
    batches.record();
    latency.record(nanos / 1e6);
    // The oldest of a batch alone: a sensor's lock for each row would cost more than it tells.
    batch.stream()
        .map(row -> row.origin().timestamp())
        .filter(Objects::nonNull)
        .min(Long::compare)
        .ifPresent(oldest -> age.record((double) Math.max(0, clock.millis() - oldest)));
  }

  public void refused(int records) {
    refused.record(records);
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

  /** The sum of what is recorded, in all and a second. */
  private Stat sum(String what, String description) {
    return sensor -> sensor.add(new Meter(rate(what, description), total(what, description)));
  }

  /** How often something is recorded, in all and a second. */
  private Stat count(String what, String description) {
    return sensor ->
        sensor.add(
            new Meter(new WindowedCount(), rate(what, description), total(what, description)));
  }

  private MetricName rate(String what, String description) {
    return name(what + "-rate", description + ", a second");
  }

  private MetricName total(String what, String description) {
    return name(what + "-total", description);
  }

  private MetricName name(String name, String description) {
    return metrics.metricName(name, GROUP, description, tags);
  }
}
