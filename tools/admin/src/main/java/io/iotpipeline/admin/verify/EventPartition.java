package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A partition of {@code sensor_events}.
 *
 * @param day in UTC
 * @param hour 0 for a partition of the whole day, otherwise the one hour of the day that it holds
 */
record EventPartition(String sensorId, LocalDate day, int hour) {

  static EventPartition of(Row row) {
    return new EventPartition(
        row.getString("sensor_id"), row.getLocalDate("day"), row.getInt("hour"));
  }

  boolean holdsWholeDay() {
    return hour == 0;
  }

  Instant dayStart() {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  Instant dayEnd() {
    return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
