package io.iotpipeline.producer.send;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The offsets of acknowledged records, by partition: a bit for each offset from the first one on.
 * Thread-safe.
 */
public final class SentOffsets {

  private static final class Partition {
    private final long first;
    private final BitSet offsets = new BitSet();

    Partition(long first) {
      this.first = first;
    }
  }

  private final Map<Integer, Partition> partitions = new HashMap<>();

  /** Acknowledgements of one partition come in the order of its offsets. */
  public void add(RecordMetadata record) {
    add(record.partition(), record.offset());
  }

  synchronized void add(int partition, long offset) {
    Partition sent = partitions.computeIfAbsent(partition, none -> new Partition(offset));
    sent.offsets.set(Math.toIntExact(offset - sent.first));
  }

  synchronized boolean contains(int partition, long offset) {
    Partition sent = partitions.get(partition);
    return sent != null
        && offset >= sent.first
        && offset - sent.first < sent.offsets.length()
        && sent.offsets.get(Math.toIntExact(offset - sent.first));
  }

  synchronized long count() {
    return partitions.values().stream().mapToLong(sent -> sent.offsets.cardinality()).sum();
  }

  /**
   * @param ends partition to the offset before which to count
   */
  synchronized long countBefore(Map<Integer, Long> ends) {
    long count = 0;
    for (Map.Entry<Integer, Partition> partition : partitions.entrySet()) {
      Partition sent = partition.getValue();
      long end = ends.getOrDefault(partition.getKey(), 0L) - sent.first;
      int length = (int) Math.max(0, Math.min(end, sent.offsets.length()));
      count += sent.offsets.get(0, length).cardinality();
    }
    return count;
  }
}
