package io.iotpipeline.connect.cassandra.write;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One row to be written, its values encoded for Cassandra.
 *
 * @param origin the record that it comes from
 * @param cells one a column, in the order of the table's columns; null writes null, {@link #UNSET}
 *     leaves the column as it is
 * @param timestamp write time in microseconds since 1970; null leaves it to Cassandra
 * @param ttlSeconds life of the row as the record states it; 0: it states none
 * @param isDelete whether the row is deleted; then only the primary key's cells count
 */
public record Row(
    SinkRecord origin,
    TableMapper table,
    List<ByteBuffer> cells,
    Long timestamp,
    int ttlSeconds,
    boolean isDelete) {

  /** Known by identity: an empty text is an empty buffer too. */
  static final ByteBuffer UNSET = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** What rows that can share a request have in common. */
  record Partition(TableMapper table, List<ByteBuffer> key) {}

  @SuppressWarnings("ReferenceEquality") // see UNSET
  static boolean isUnset(ByteBuffer cell) {
    return cell == UNSET;
  }

  Partition partition() {
    return new Partition(table, table.partitionKey(cells));
  }

  List<ByteBuffer> primaryKey() {
    return table.primaryKey(cells);
  }

  /** What it takes up in a request, about. */
  int bytes() {
    int bytes = 0;
    for (ByteBuffer cell : cells) {
      bytes += Integer.BYTES + (cell == null ? 0 : cell.remaining());
    }
    return bytes;
  }

  Row at(long micros) {
    return new Row(origin, table, cells, micros, ttlSeconds, isDelete);
  }
}
