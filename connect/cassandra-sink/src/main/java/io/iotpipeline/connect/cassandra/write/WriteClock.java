package io.iotpipeline.connect.cassandra.write;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the later offset win where two records of a partition write one row and no field states the
 * write time.
 *
 * <p>The write time then is the Kafka record's, in milliseconds, and two records can share one.
 * Cassandra would settle that cell by cell, by value, and mix the two. So the later record is
 * written at least a microsecond after the earlier one. A record that is delivered again gets the
 * time it had, or its own, which is never greater. What is remembered is bounded; rows that were
 * written longest ago are forgotten first, and so is everything when the task starts anew.
 */
final class WriteClock {

  private static final int ROWS_REMEMBERED = 1 << 16;

  private record RowKey(TableMapper table, int kafkaPartition, List<ByteBuffer> primaryKey) {}

  private record Written(long offset, long micros) {}

  private final Map<RowKey, Written> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RowKey, Written> eldest) {
          return size() > ROWS_REMEMBERED;
        }
      };

  Row stamp(Row row) {
    if (row.table().mapsTimestamp() || row.timestamp() == null) {
      return row;
    }
    long offset = row.origin().kafkaOffset();
    RowKey key = new RowKey(row.table(), row.origin().kafkaPartition(), row.primaryKey());
    Written last = latest.get(key);
    if (last != null && offset < last.offset()) {
      return row;
    }
    long micros =
        last == null
            ? row.timestamp()
            : offset == last.offset()
                ? last.micros()
                : Math.max(row.timestamp(), last.micros() + 1);
    latest.put(key, new Written(offset, micros));
    return micros == row.timestamp() ? row : row.at(micros);
  }
}
