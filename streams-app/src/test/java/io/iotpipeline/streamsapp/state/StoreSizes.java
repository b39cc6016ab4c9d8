package io.iotpipeline.streamsapp.state;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The number of records of each kind in the byte store. */
public record StoreSizes(long sensors, long hours, long chunksOfIds, long pendingMarkers) {

  public static StoreSizes of(SensorStore store) {
    Map<Byte, Long> sizes = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.bytes().all()) {
      all.forEachRemaining(record -> sizes.merge(record.key.get()[0], 1L, Long::sum));
    }
    return new StoreSizes(
        sizes.getOrDefault((byte) 1, 0L),
        sizes.getOrDefault((byte) 2, 0L),
        sizes.getOrDefault((byte) 3, 0L),
        sizes.getOrDefault((byte) 4, 0L));
  }
}
