package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import java.util.Objects;

/**
 * Contents of the tables.
 *
 * @param events rows of sensor_events
 * @param ids fingerprint of their event ids
 * @param hours rows of hourly_aggregates
 * @param aggregates comparison of these rows with aggregates recomputed from sensor_events
 * @param alerts rows of sensor_alerts
 * @param alertIds fingerprint of their primary keys
 */
record TableCounts(
    long events,
    IdFingerprint ids,
    long hours,
    AggregateComparison aggregates,
    long alerts,
    IdFingerprint alertIds) {

  /**
   * Reads at consistency ALL: readings are written at ONE, so a single node may be the only one
   * that has a row.
   *
   * @throws com.datastax.oss.driver.api.core.DriverException if a node is down
   */
  static TableCounts read(Pipeline pipeline) {
    try (CqlSession session = CassandraSession.open(pipeline, ConsistencyLevel.ALL)) {
      AggregateComparison comparison = new AggregateComparison(session);
      EventScan scan = new EventScan(session, comparison);
      scan.run();
      long hours = countHours(session);
      IdFingerprint alertIds = new IdFingerprint();
      long alerts = scanAlerts(session, alertIds);
      return new TableCounts(scan.rows(), scan.ids(), hours, comparison, alerts, alertIds);
    }
  }

  /**
   * Counts the rows of hourly_aggregates. More rows than expected hours means that there are rows
   * without readings, because the comparison looks up every expected hour.
   */
  private static long countHours(CqlSession session) {
    long hours = 0;
    for (Row row :
        session.execute(
            "SELECT sensor_id, metric, count(*) AS hours FROM iot.hourly_aggregates"
                + " GROUP BY sensor_id, metric")) {
      hours += row.getLong("hours");
    }
    return hours;
  }

  private static long scanAlerts(CqlSession session, IdFingerprint ids) {
    long alerts = 0;
    for (Row row :
        session.execute(
            "SELECT sensor_id, event_id, event_time, metric, kind FROM iot.sensor_alerts")) {
      alerts++;
      ids.add(
          AlertIds.of(
              row.getString("sensor_id"),
              Objects.requireNonNull(row.getUuid("event_id")),
              Objects.requireNonNull(row.getInstant("event_time")),
              row.getString("metric"),
              row.getString("kind")));
    }
    return alerts;
  }
}
