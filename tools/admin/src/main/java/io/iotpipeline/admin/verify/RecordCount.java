package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.kafka.BatchReader;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.Topic;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Number of records of a topic.
 *
 * @param records committed records that the topic holds
 * @param expired records that retention has removed
 */
record RecordCount(long records, long expired) {

  /** Counts without reading the records, so that no record is too large to be counted. */
  static RecordCount of(TopicReader reader, BatchReader batches, Topic topic) {
    RecordCount total = new RecordCount(0, 0);
    for (TopicPartition partition : reader.partitions(topic.name())) {
      long beginning = reader.beginning(partition);
      long[] records = {0};
      batches.read(
          partition,
          beginning,
          batch -> {
            records[0] += batch.lastOffset() + 1 - Math.max(beginning, batch.baseOffset());
            return true;
          });
      total = total.plus(new RecordCount(records[0], beginning));
    }
    return total;
  }

  static RecordCount of(TopicReader reader, Topic topic) {
    return of(reader, topic, record -> {});
  }

  /**
   * @param sink receives each record
   */
  static RecordCount of(
      TopicReader reader, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    RecordCount total = new RecordCount(0, 0);
    for (TopicPartition partition : reader.partitions(topic.name())) {
      total = total.plus(of(reader, partition, sink));
    }
    return total;
  }

  static RecordCount of(
      TopicReader reader, TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    long[] records = {0};
    long beginning = reader.beginning(partition);
    reader.read(
        partition,
        beginning,
        record -> {
          records[0]++;
          sink.accept(record);
        });
    return new RecordCount(records[0], beginning);
  }

  RecordCount plus(RecordCount other) {
    return new RecordCount(records + other.records, expired + other.expired);
  }
}
