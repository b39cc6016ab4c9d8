package io.iotpipeline.admin.kafka;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of one partition at a time, as bytes, up to the end offset that the
 * partition had when the read began.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(Pipeline pipeline) {
    this.consumer = KafkaClients.consumer(pipeline);
  }

  public List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, info.partition()));
    }
    return partitions;
  }

  /** The offset of the first record that retention has kept. */
  public long beginning(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).get(partition);
  }

  /**
   * Reads every record from {@code offset} to the current end.
   *
   * @throws PipelineException if Kafka does not answer for a minute
   */
  public void read(
      TopicPartition partition, long offset, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    long end = seek(partition, offset);
    ReadTimeout timeout = new ReadTimeout(partition.topic());
    // Transaction markers take offsets too, so only the position shows that the end is reached.
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        if (record.offset() < end) {
          sink.accept(record);
        }
      }
      timeout.check(consumer.position(partition));
    }
  }

  /** Returns the current end offset. */
  private long seek(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** Number of committed records that the topic holds; reads them all. */
  public long count(String topic) {
    long[] count = {0};
    for (TopicPartition partition : partitions(topic)) {
      read(partition, beginning(partition), record -> count[0]++);
    }
    return count[0];
  }

  @Override
  public void close() {
    consumer.close();
  }
}
