package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Finds the partitions of sensor_events that have become too large. */
public final class WidePartitions {

  /** What a row costs beside its values: flags, sizes, its write time. */
  private static final int BYTES_BESIDE_VALUES = 16;

  private static final int SAMPLE = 100;

  /** Kafka takes no larger record by default, so no row is larger. */
  private static final int LARGEST_ROW = 1_048_576;

  /**
   * One of them.
   *
   * @param hour 0 when it holds the whole day, else the one hour that it holds
   * @param bytes about, before compression: rows times the mean size of the first hundred
   */
  public record Wide(String sensorId, LocalDate day, int hour, long rows, long bytes) {}

  private final CqlSession session;
  private final PreparedStatement sample;

  public WidePartitions(CqlSession session) {
    this.session = session;
    this.sample =
        session.prepare(
            "SELECT event_time, event_id, measurements FROM iot.sensor_events"
                + " WHERE sensor_id = ? AND day = ? AND hour = ? LIMIT "
                + SAMPLE);
  }

  /**
   * Reads the whole table once, for the number of rows of each partition.
   *
   * @param mostRows a partition may have without being wide
   * @param mostBytes likewise
   */
  public List<Wide> find(long mostRows, long mostBytes) {
    // With fewer rows than this no partition can be too large.
    long rowsThatCount = Math.min(mostRows, mostBytes / LARGEST_ROW);
    List<Wide> found = new ArrayList<>();
    for (Row row :
        session.execute(
            "SELECT sensor_id, day, hour, count(*) AS rows FROM iot.sensor_events"
                + " GROUP BY sensor_id, day, hour")) {
      long rows = row.getLong("rows");
      if (rows > rowsThatCount) {
        Wide wide =
            new Wide(
                row.getString("sensor_id"),
                row.getLocalDate("day"),
                row.getInt("hour"),
                rows,
                (long) (rows * meanBytes(row)));
        if (wide.rows() > mostRows || wide.bytes() > mostBytes) {
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
      bytes += BYTES_BESIDE_VALUES;
      count++;
    }
    return count == 0 ? 0 : (double) bytes / count;
  }
}
