package io.iotpipeline.api.readings;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;

/** Reads a row of {@code hourly_aggregates}, by the positions of its columns. */
final class HourRow {

  static final String COLUMNS =
      "window_start, count, sum, mean, min, max, stddev, first, last, revision, closed";

  private HourRow() {}

  static Hour read(String metric, Row row) {
    return new Hour(
        metric,
        number(row, 0),
        number(row, 1),
        real(row, 2),
        real(row, 3),
        real(row, 4),
        real(row, 5),
        real(row, 6),
        real(row, 7),
        real(row, 8),
        number(row, 9),
        row.getBoolean(10));
  }

  /**
   * A bigint or timestamp; 0 if it is null. Without the driver's codecs: a month has 8,000 values,
   * and to find the codec takes longer than to read the value.
   */
  private static long number(Row row, int column) {
    ByteBuffer bytes = row.getBytesUnsafe(column);
    return bytes == null ? 0 : bytes.getLong(bytes.position());
  }

  /** A double; 0 if it is null. */
  private static double real(Row row, int column) {
    ByteBuffer bytes = row.getBytesUnsafe(column);
    return bytes == null ? 0 : bytes.getDouble(bytes.position());
  }
}
