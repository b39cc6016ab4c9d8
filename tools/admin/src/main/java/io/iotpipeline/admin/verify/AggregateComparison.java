package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.schemas.UtcHour;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares rows of {@code hourly_aggregates} with aggregates recomputed from readings. */
final class AggregateComparison {

  private static final int MAX_EXAMPLES = 5;

  private final CqlSession session;
  private final PreparedStatement aggregatesOfDay;
  private final PreparedStatement readingsOfHour;
  private final List<String> differences = new ArrayList<>();
  private long expectedHours;
  private long wrongHours;

  AggregateComparison(CqlSession session) {
    this.session = session;
    this.aggregatesOfDay =
        session.prepare(
            "SELECT * FROM iot.hourly_aggregates"
                + " WHERE sensor_id = ? AND metric = ? AND window_start >= ? AND window_start < ?");
    this.readingsOfHour =
        session.prepare(
            "SELECT event_time, measurements FROM iot.sensor_events WHERE sensor_id = ?"
                + " AND day = ? AND hour = ? AND event_time >= ? AND event_time < ?");
  }

  /** Number of hours, per sensor and metric, for which {@code sensor_events} has readings. */
  long expectedHours() {
    return expectedHours;
  }

  /** Number of expected hours whose row is missing or has other values. */
  long wrongHours() {
    return wrongHours;
  }

  /** The first few wrong hours, for people. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  /**
   * @param metrics recomputed aggregates of one partition, by metric and by start of the hour in
   *     milliseconds; readings of another partition may be added to them
   */
  void compare(EventPartition partition, Map<String, Map<Long, ExpectedAggregate>> metrics) {
    metrics.forEach(
        (metric, expected) -> {
          Map<Long, HourlyRow> actual = aggregates(partition, metric);
          expected.forEach(
              (hour, aggregate) -> compare(partition, metric, hour, aggregate, actual.get(hour)));
        });
  }

  private void compare(
      EventPartition partition,
      String metric,
      long hour,
      ExpectedAggregate expected,
      HourlyRow actual) {
    String difference = difference(actual, expected);
    int added = difference == null ? 0 : addOtherBucket(partition, metric, hour, expected);
    if (added > 0 && !partition.holdsWholeDay()) {
      return; // compared with the partition of the whole day
    }
    expectedHours++;
    if (added > 0) {
      difference = difference(actual, expected);
    }
    if (difference != null) {
      wrongHours++;
      if (differences.size() < MAX_EXAMPLES) {
        differences.add(
            "%s %s %s: %s"
                .formatted(partition.sensorId(), metric, Instant.ofEpochMilli(hour), difference));
      }
    }
  }

  private static String difference(HourlyRow actual, ExpectedAggregate expected) {
    return actual == null ? "is missing" : expected.difference(actual);
  }

  /**
   * Adds the readings of the same hour that are in a partition of the other size. There are some if
   * the event bucket was changed during that hour.
   *
   * @return the number of readings added
   */
  private int addOtherBucket(
      EventPartition partition, String metric, long hour, ExpectedAggregate expected) {
    Instant start = Instant.ofEpochMilli(hour);
    int hourOfDay = start.atOffset(ZoneOffset.UTC).getHour();
    if (hourOfDay == 0) {
      return 0; // both sizes share the partition with hour 0
    }
    int added = 0;
    for (Row row :
        session.execute(
            readingsOfHour.bind(
                partition.sensorId(),
                partition.day(),
                partition.holdsWholeDay() ? hourOfDay : 0,
                start,
                start.plusMillis(UtcHour.MILLIS)))) {
      Double value = row.getMap("measurements", String.class, Double.class).get(metric);
      if (value != null) {
        expected.add(Objects.requireNonNull(row.getInstant("event_time")).toEpochMilli(), value);
        added++;
      }
    }
    return added;
  }

  /** Rows of the day by the start of their hour in milliseconds. */
  private Map<Long, HourlyRow> aggregates(EventPartition partition, String metric) {
    Map<Long, HourlyRow> rows = new HashMap<>();
    for (Row row :
        session.execute(
            aggregatesOfDay.bind(
                partition.sensorId(), metric, partition.dayStart(), partition.dayEnd()))) {
      rows.put(
          Objects.requireNonNull(row.getInstant("window_start")).toEpochMilli(), HourlyRow.of(row));
    }
    return rows;
  }
}
