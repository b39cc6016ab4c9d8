package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Scans sensor_events once, partition by partition in the order that the rows are kept in, so that
 * one day of one sensor is all that is ever held; compares each with its rows of hourly_aggregates.
 */
final class TableCounts {

  private static final long HOUR_MILLIS = 3_600_000;
  private static final int EXAMPLES = 5;

  /** A day of a sensor where hour is 0, and else one hour of that day. */
  private record Partition(String sensorId, LocalDate day, int hour) {}

  private final CqlSession session;
  private final PreparedStatement hoursOfDay;
  private final PreparedStatement readingsOfHour;

  private final IdFingerprint ids = new IdFingerprint();
  private final List<String> differences = new ArrayList<>();
  private long events;
  private long expectedHours;
  private long wrongHours;
  private long hours;
  private final IdFingerprint alertIds = new IdFingerprint();
  private long alerts;

  private TableCounts(CqlSession session) {
    this.session = session;
    this.hoursOfDay =
        session.prepare(
            "SELECT * FROM iot.hourly_aggregates"
                + " WHERE sensor_id = ? AND metric = ? AND window_start >= ? AND window_start < ?");
    this.readingsOfHour =
        session.prepare(
            "SELECT event_time, measurements FROM iot.sensor_events WHERE sensor_id = ?"
                + " AND day = ? AND hour = ? AND event_time >= ? AND event_time < ?");
  }

  /**
   * Reads from all nodes: readings are written at ONE, so a single node may be the only one that
   * has a row.
   *
   * @throws com.datastax.oss.driver.api.core.DriverException if a node is down
   */
  static TableCounts read(Pipeline pipeline) {
    try (CqlSession session = CassandraSession.open(pipeline, ConsistencyLevel.ALL)) {
      TableCounts counts = new TableCounts(session);
      counts.scanEvents();
      counts.countHours();
      counts.scanAlerts();
      return counts;
    }
  }

  /** Rows of sensor_events. */
  long events() {
    return events;
  }

  IdFingerprint ids() {
    return ids;
  }

  /** Rows of hourly_aggregates. */
  long hours() {
    return hours;
  }

  /** Rows of sensor_alerts. */
  long alerts() {
    return alerts;
  }

  IdFingerprint alertIds() {
    return alertIds;
  }

  /** Hours of a sensor and metric for which sensor_events has readings. */
  long expectedHours() {
    return expectedHours;
  }

  /** Those of them whose row is missing or says something else. */
  long wrongHours() {
    return wrongHours;
  }

  /** The first few of them, for people. */
  List<String> differences() {
    return differences;
  }

  private void scanEvents() {
    Partition current = null;
    Map<String, Map<Long, ExpectedAggregate>> metrics = new TreeMap<>();
    for (Row row :
        session.execute(
            "SELECT sensor_id, day, hour, event_time, event_id, measurements"
                + " FROM iot.sensor_events")) {
      Partition partition =
          new Partition(row.getString("sensor_id"), row.getLocalDate("day"), row.getInt("hour"));
      if (!partition.equals(current)) {
        compare(current, metrics);
        metrics.clear();
        current = partition;
      }
      events++;
      long time = Objects.requireNonNull(row.getInstant("event_time")).toEpochMilli();
      ids.add(IdFingerprint.id(partition.sensorId(), row.getUuid("event_id"), time));
      long hour = Math.floorDiv(time, HOUR_MILLIS) * HOUR_MILLIS;
      row.getMap("measurements", String.class, Double.class)
          .forEach(
              (metric, value) ->
                  metrics
                      .computeIfAbsent(metric, key -> new TreeMap<>())
                      .computeIfAbsent(hour, key -> new ExpectedAggregate())
                      .add(time, value));
    }
    compare(current, metrics);
  }

  private void compare(Partition partition, Map<String, Map<Long, ExpectedAggregate>> metrics) {
    metrics.forEach(
        (metric, expected) -> {
          Map<Long, HourlyRow> actual = hoursOf(partition, metric);
          expected.forEach(
              (hour, readings) -> {
                HourlyRow row = actual.get(hour);
                String difference = difference(row, readings);
                int others = difference == null ? 0 : addOthers(partition, metric, hour, readings);
                if (others > 0 && partition.hour() != 0) {
                  return; // the partition of the whole day judges this hour
                }
                expectedHours++;
                difference = others == 0 ? difference : difference(row, readings);
                if (difference != null) {
                  wrongHours++;
                  note(partition.sensorId(), metric, hour, difference);
                }
              });
        });
  }

  private static String difference(HourlyRow row, ExpectedAggregate readings) {
    return row == null ? "is missing" : readings.difference(row);
  }

  /**
   * Adds what the other kind of partition has of the same hour: it has some if the setting of the
   * bucket was changed in that hour.
   *
   * @return how many readings
   */
  private int addOthers(Partition partition, String metric, long hour, ExpectedAggregate readings) {
    int hourOfDay = (int) (Math.floorMod(hour, 24 * HOUR_MILLIS) / HOUR_MILLIS);
    if (hourOfDay == 0) {
      return 0; // the two kinds are one partition
    }
    Instant start = Instant.ofEpochMilli(hour);
    int added = 0;
    for (Row row :
        session.execute(
            readingsOfHour.bind(
                partition.sensorId(),
                partition.day(),
                partition.hour() == 0 ? hourOfDay : 0,
                start,
                start.plusMillis(HOUR_MILLIS)))) {
      Double value = row.getMap("measurements", String.class, Double.class).get(metric);
      if (value != null) {
        readings.add(Objects.requireNonNull(row.getInstant("event_time")).toEpochMilli(), value);
        added++;
      }
    }
    return added;
  }

  private Map<Long, HourlyRow> hoursOf(Partition partition, String metric) {
    Instant day = partition.day().atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant nextDay = partition.day().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    Map<Long, HourlyRow> rows = new HashMap<>();
    for (Row row : session.execute(hoursOfDay.bind(partition.sensorId(), metric, day, nextDay))) {
      rows.put(
          Objects.requireNonNull(row.getInstant("window_start")).toEpochMilli(), HourlyRow.of(row));
    }
    return rows;
  }

  /** Every expected hour was looked up, so more rows than those are rows without readings. */
  private void countHours() {
    for (Row row :
        session.execute(
            "SELECT sensor_id, metric, count(*) AS hours FROM iot.hourly_aggregates"
                + " GROUP BY sensor_id, metric")) {
      hours += row.getLong("hours");
    }
  }

  private void scanAlerts() {
    for (Row row :
        session.execute(
            "SELECT sensor_id, event_id, event_time, metric, kind FROM iot.sensor_alerts")) {
      alerts++;
      alertIds.add(
          AlertIds.of(
              row.getString("sensor_id"),
              Objects.requireNonNull(row.getUuid("event_id")),
              Objects.requireNonNull(row.getInstant("event_time")),
              row.getString("metric"),
              row.getString("kind")));
    }
  }

  private void note(String sensorId, String metric, long hour, String difference) {
    if (differences.size() < EXAMPLES) {
      differences.add(
          "%s %s %s: %s".formatted(sensorId, metric, Instant.ofEpochMilli(hour), difference));
    }
  }
}
