package io.iotpipeline.admin.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the records that a consumer group has not read. The result is exact: a commit marker at the
 * end of a partition takes an offset but is not a record, so this class reads the rest of the
 * partition instead of subtracting offsets.
 */
public final class UnreadRecords {

  private final Admin admin;
  private final TopicReader reader;
  private final BatchReader batches;

  public UnreadRecords(Admin admin, TopicReader reader, BatchReader batches) {
    this.admin = admin;
    this.reader = reader;
    this.batches = batches;
  }

  /** The partitions with unread records, and the offset from which the group would read each. */
  public Map<TopicPartition, Long> of(String group, String topic) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, Long> unread = new HashMap<>();
      for (TopicPartition partition : reader.partitions(topic)) {
        OffsetAndMetadata offset = committed.get(partition);
        long from = offset == null ? reader.beginning(partition) : offset.offset();
        if (batches.hasRecordsFrom(partition, from)) {
          unread.put(partition, from);
        }
      }
      return unread;
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot read the offsets of the consumer groups", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while reading the offsets of the consumer groups", e);
    }
  }
}
