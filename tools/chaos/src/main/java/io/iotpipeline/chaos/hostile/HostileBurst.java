package io.iotpipeline.chaos.hostile;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that are sent together.
 *
 * @param records in their order
 * @param compression codec of the batches: none, gzip, lz4 or zstd
 * @param oneBatchEach whether each record is a batch of its own; else they share batches
 * @param transaction whether they are sent in a transaction whose producer then halts, so that they
 *     are never committed
 */
public record HostileBurst(
    List<ProducerRecord<byte[], byte[]>> records,
    String compression,
    boolean oneBatchEach,
    boolean transaction) {

  public HostileBurst {
    records = List.copyOf(records);
  }

  static HostileBurst of(List<ProducerRecord<byte[], byte[]>> records) {
    return new HostileBurst(records, "lz4", false, false);
  }

  static HostileBurst compressed(String compression, ProducerRecord<byte[], byte[]> record) {
    return new HostileBurst(List.of(record), compression, true, false);
  }
}
