package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.schemas.UtcHour;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads {@code sensor_events} once, partition by partition in storage order, and has each partition
 * compared with {@code hourly_aggregates}. It holds the readings of one partition at a time.
 */
final class EventScan {

  private final CqlSession session;
  private final AggregateComparison comparison;
  private final IdFingerprint ids = new IdFingerprint();
  private long rows;

  EventScan(CqlSession session, AggregateComparison comparison) {
    this.session = session;
    this.comparison = comparison;
  }

  long rows() {
    return rows;
  }

  /** Fingerprint of the event ids. */
  IdFingerprint ids() {
    return ids;
  }

  void run() {
    EventPartition current = null;
    Map<String, Map<Long, ExpectedAggregate>> metrics = new TreeMap<>();
    for (Row row :
        session.execute(
            "SELECT sensor_id, day, hour, event_time, event_id, measurements"
                + " FROM iot.sensor_events")) {
      EventPartition partition = EventPartition.of(row);
      if (!partition.equals(current)) {
        comparison.compare(current, metrics);
        metrics.clear();
        current = partition;
      }
      add(row, partition, metrics);
    }
    comparison.compare(current, metrics);
  }

  private void add(
      Row row, EventPartition partition, Map<String, Map<Long, ExpectedAggregate>> metrics) {
    rows++;
    long timeMs = Objects.requireNonNull(row.getInstant("event_time")).toEpochMilli();
    ids.add(IdFingerprint.id(partition.sensorId(), row.getUuid("event_id"), timeMs));
    row.getMap("measurements", String.class, Double.class)
        .forEach(
            (metric, value) ->
                metrics
                    .computeIfAbsent(metric, key -> new TreeMap<>())
                    .computeIfAbsent(UtcHour.startOf(timeMs), key -> new ExpectedAggregate())
                    .add(timeMs, value));
  }
}
