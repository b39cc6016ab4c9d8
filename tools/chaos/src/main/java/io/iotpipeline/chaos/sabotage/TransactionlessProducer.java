package io.iotpipeline.chaos.sabotage;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends each record at once; begin, commit and abort of a transaction do nothing to records. */
final class TransactionlessProducer extends KafkaProducer<byte[], byte[]> {

  private final Consumer<Map<TopicPartition, OffsetAndMetadata>> commit;

  /**
   * @param commit commits offsets on the thread that calls {@link #sendOffsetsToTransaction}
   */
  TransactionlessProducer(
      Map<String, Object> settings,
      ByteArraySerializer bytes,
      Consumer<Map<TopicPartition, OffsetAndMetadata>> commit) {
    super(settings, bytes, bytes);
    this.commit = commit;
  }

  @Override
  public void initTransactions() {
    // There are none.
  }

  @Override
  public void beginTransaction() {
    // There are none.
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    flush();
    commit.accept(offsets);
  }

  @Override
  public void commitTransaction() {
    flush();
  }

  @Override
  public void abortTransaction() {
    // What was sent stays.
  }
}
