package io.iotpipeline.chaos.hostile;

import io.iotpipeline.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Creates records for the input topic. */
final class Records {

  private static final String TOPIC = Topics.SENSOR_EVENTS.name();

  private Records() {}

  /**
   * @param key null for none
   * @param value null for a tombstone
   */
  static ProducerRecord<byte[], byte[]> of(byte[] key, byte[] value) {
    return new ProducerRecord<>(TOPIC, key, value);
  }

  /**
   * @param timestampMs of the record; null for the time of sending
   */
  static ProducerRecord<byte[], byte[]> at(Long timestampMs, byte[] key, byte[] value) {
    return new ProducerRecord<>(TOPIC, null, timestampMs, key, value);
  }

  static ProducerRecord<byte[], byte[]> in(int partition, byte[] key, byte[] value) {
    return new ProducerRecord<>(TOPIC, partition, key, value);
  }
}
