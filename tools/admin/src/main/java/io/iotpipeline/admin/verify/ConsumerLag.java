package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.BatchReader;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the consumer groups that have unread records. The result is exact: a commit marker at the
 * end of a partition takes an offset but is not a record, so this class reads the rest of the
 * partition instead of subtracting offsets.
 */
public final class ConsumerLag {

  /** Consumer group to the topic that it reads: the streams app and the sink connectors. */
  private static final Map<String, String> GROUPS = groups();

  private final Pipeline pipeline;

  public ConsumerLag(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** The number of partitions with unread records, for each group that has some. */
  public Map<String, Integer> partitionsBehind() {
    Map<String, Integer> behind = new LinkedHashMap<>();
    try (Admin admin = KafkaClients.admin(pipeline);
        TopicReader reader = new TopicReader(pipeline);
        BatchReader batches = new BatchReader(pipeline)) {
      for (Map.Entry<String, String> group : GROUPS.entrySet()) {
        Map<TopicPartition, OffsetAndMetadata> committed =
            admin.listConsumerGroupOffsets(group.getKey()).partitionsToOffsetAndMetadata().get();
        int partitions = 0;
        for (TopicPartition partition : reader.partitions(group.getValue())) {
          OffsetAndMetadata offset = committed.get(partition);
          long from = offset == null ? reader.beginning(partition) : offset.offset();
          if (hasRecordsFrom(batches, partition, from)) {
            partitions++;
          }
        }
        if (partitions > 0) {
          behind.put(group.getKey(), partitions);
        }
      }
      return behind;
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot read the offsets of the consumer groups", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while reading the offsets of the consumer groups", e);
    }
  }

  private static boolean hasRecordsFrom(
      BatchReader batches, TopicPartition partition, long offset) {
    boolean[] found = {false};
    batches.read(
        partition,
        offset,
        batch -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put(StreamsGroup.ID, Topics.SENSOR_EVENTS.name());
    groups.put("connect-sensor-events", Topics.VALIDATED_EVENTS.name());
    groups.put("connect-hourly-aggregates", Topics.HOURLY_AGGREGATES.name());
    groups.put("connect-sensor-alerts", Topics.SENSOR_ALERTS.name());
    return groups;
  }
}
