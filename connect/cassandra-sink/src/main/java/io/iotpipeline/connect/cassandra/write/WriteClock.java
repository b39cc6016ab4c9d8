package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Assigns write times, so that the record with the higher offset wins when two records of one Kafka
 * partition write the same row and no field is mapped to the write time.
 *
 * <p>The write time is then the timestamp of the Kafka record, in milliseconds, and two records can
 * have the same one. Cassandra resolves such a tie cell by cell, by value, so the row would mix
 * both records. Therefore the later record gets a write time at least one microsecond after the
 * earlier one. A redelivered record gets the same write time as before, or its own timestamp, which
 * is never greater.
 *
 * <p>The clock remembers a limited number of rows, forgets the least recently written first, and
 * starts empty when the task restarts.
 */
final class WriteClock {

  private static final int MAX_ROWS = 1 << 16;

  private record RowKey(
      TableMapper table, String topic, int kafkaPartition, List<ByteBuffer> primaryKey) {}

  private record LastWrite(long offset, long micros) {}

  private final Map<RowKey, LastWrite> lastWrites =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RowKey, LastWrite> eldest) {
          return size() > MAX_ROWS;
        }
      };

  Row stamp(Row row) {
    if (row.table().mapsTimestamp() || row.timestamp() == null) {
      return row;
    }
    SinkRecord record = row.origin();
    long offset = record.originalKafkaOffset();
    RowKey key =
        new RowKey(
            row.table(), record.originalTopic(), record.originalKafkaPartition(), row.primaryKey());
    LastWrite last = lastWrites.get(key);
    if (last != null && offset < last.offset()) {
      return row;
    }
    long micros = micros(row, last);
    lastWrites.put(key, new LastWrite(offset, micros));
    return micros == row.timestamp() ? row : row.withTimestamp(micros);
  }

  private static long micros(Row row, LastWrite last) {
    if (last == null) {
      return row.timestamp();
    }
    return row.origin().originalKafkaOffset() == last.offset()
        ? last.micros()
        : Math.max(row.timestamp(), last.micros() + 1);
  }
}
