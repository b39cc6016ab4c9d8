package io.iotpipeline.connect.cassandra.convert;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One row to write, or to delete, with its values encoded for Cassandra.
 *
 * @param origin the Kafka record that the row was made from
 * @param cells in the order of the mapped columns; null writes null, {@link #UNSET} leaves the
 *     column unchanged
 * @param timestamp write time in microseconds since 1970; null: Cassandra sets it
 * @param ttlSeconds TTL, where 0 means none; empty: the table's default
 * @param isDelete whether the row is deleted; then only the cells of the primary key are used
 */
public record Row(
    SinkRecord origin,
    TableMapper table,
    List<ByteBuffer> cells,
    Long timestamp,
    OptionalInt ttlSeconds,
    boolean isDelete) {

  /** Compared by identity, because an empty text is an empty buffer too. */
  static final ByteBuffer UNSET = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Identifies a Cassandra partition of one table. */
  public record Partition(TableMapper table, List<ByteBuffer> key) {}

  @SuppressWarnings("ReferenceEquality") // see UNSET
  public static boolean isUnset(ByteBuffer cell) {
    return cell == UNSET;
  }

  public Partition partition() {
    return new Partition(table, table.partitionKey(cells));
  }

  public List<ByteBuffer> primaryKey() {
    return table.primaryKey(cells);
  }

  /**
   * Returns whether the write time decides between this row and another of the same key, so that
   * they can be written in any order.
   */
  public boolean isOrderedByWriteTime() {
    return timestamp != null && table.isIdempotent();
  }

  /** Returns the approximate size of the row in a request. */
  public int bytes() {
    int bytes = 0;
    for (ByteBuffer cell : cells) {
      bytes += Integer.BYTES + (cell == null ? 0 : cell.remaining());
    }
    return bytes;
  }

  public Row withTimestamp(long micros) {
    return new Row(origin, table, cells, micros, ttlSeconds, isDelete);
  }
}
