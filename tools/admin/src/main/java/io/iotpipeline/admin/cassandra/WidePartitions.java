package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Finds partitions of sensor_events that are too large. */
public final class WidePartitions {

  /** Overhead per row: flags, sizes, write time. */
  private static final int ROW_OVERHEAD_BYTES = 16;

  private static final int SAMPLE_ROWS = 100;

  /** Kafka's default limit for a record, and so for a row. */
  private static final int MAX_ROW_BYTES = 1_048_576;

  /**
   * A partition that is too large.
   *
   * @param hour 0 for a partition of the whole day, otherwise the one hour that it holds
   * @param bytes estimate before compression: rows times the mean size of the first 100 rows
   */
  public record WidePartition(
      @JsonProperty("sensor_id") String sensorId,
      @JsonSerialize(using = ToStringSerializer.class) LocalDate day,
      int hour,
      long rows,
      long bytes) {}

  private final CqlSession session;
  private final PreparedStatement sample;

  public WidePartitions(CqlSession session) {
    this.session = session;
    this.sample =
        session.prepare(
            "SELECT event_time, event_id, measurements FROM iot.sensor_events"
                + " WHERE sensor_id = ? AND day = ? AND hour = ? LIMIT "
                + SAMPLE_ROWS);
  }

  /**
   * Counts the rows of each partition; this reads the whole table once.
   *
   * @param maxRows largest acceptable number of rows
   * @param maxBytes largest acceptable size in bytes, before compression
   */
  public List<WidePartition> find(long maxRows, long maxBytes) {
    // A partition with fewer rows cannot be too large, so its rows need not be sampled.
    long minRows = Math.min(maxRows, maxBytes / MAX_ROW_BYTES);
    List<WidePartition> found = new ArrayList<>();
    for (Row row :
        session.execute(
            "SELECT sensor_id, day, hour, count(*) AS rows FROM iot.sensor_events"
                + " GROUP BY sensor_id, day, hour")) {
      long rows = row.getLong("rows");
      if (rows > minRows) {
        WidePartition wide =
            new WidePartition(
                row.getString("sensor_id"),
                row.getLocalDate("day"),
                row.getInt("hour"),
                rows,
                (long) (rows * meanBytes(row)));
        if (wide.rows() > maxRows || wide.bytes() > maxBytes) {
          found.add(wide);
        }
      }
    }
    return found;
  }

  private double meanBytes(Row partition) {
    ResultSet rows =
        session.execute(
            sample.bind(
                partition.getString("sensor_id"),
                partition.getLocalDate("day"),
                partition.getInt("hour")));
    long bytes = 0;
    long count = 0;
    for (Row row : rows) {
      for (int column = 0; column < row.size(); column++) {
        bytes += row.getBytesUnsafe(column) == null ? 0 : row.getBytesUnsafe(column).remaining();
      }
      bytes += ROW_OVERHEAD_BYTES;
      count++;
    }
    return count == 0 ? 0 : (double) bytes / count;
  }
}
