package io.iotpipeline.streamsapp.state;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The number of records of each kind in the byte store, and the bytes in memory. */
public record StoreSizes(long sensors, long hours, long chunksOfIds, long pendingMarkers) {

  /** Estimated bytes of the objects in memory. */
  public static long heapBytes(SensorStore store) {
    return store.heapBytes();
  }

  /** Number of event ids that are records of their own. */
  public static long singleIds(SensorStore store) {
    return count(store).getOrDefault((byte) 6, 0L);
  }

  /** The records as they are when all changed sensors have been written. */
  public static StoreSizes of(SensorStore store) {
    store.writeSnapshots();
    return written(store);
  }

  /** The records as they are. */
  public static StoreSizes written(SensorStore store) {
    Map<Byte, Long> sizes = count(store);
    return new StoreSizes(
        sizes.getOrDefault((byte) 1, 0L),
        sizes.getOrDefault((byte) 2, 0L),
        sizes.getOrDefault((byte) 3, 0L),
        sizes.getOrDefault((byte) 4, 0L));
  }

  private static Map<Byte, Long> count(SensorStore store) {
    Map<Byte, Long> sizes = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.records().bytes().all()) {
      all.forEachRemaining(record -> sizes.merge(record.key.get()[0], 1L, Long::sum));
    }
    return sizes;
  }
}
