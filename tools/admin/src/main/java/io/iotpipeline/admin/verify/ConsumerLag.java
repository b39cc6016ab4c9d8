package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.StreamsGroup;
import io.iotpipeline.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which consumer groups still have records before them. Exact: a commit marker at the end of a
 * partition counts as an offset but is no record, so the rest of the partition is read, not
 * subtracted.
 */
public final class ConsumerLag {

  /** Consumer group to the topic that it reads: the streams app, and Connect's sinks. */
  private static final Map<String, String> GROUPS = groups();

  private final Pipeline pipeline;

  public ConsumerLag(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** The partitions with unread records, for each group that has some. */
  public Map<String, Integer> partitionsBehind() {
    Map<String, Integer> behind = new LinkedHashMap<>();
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
    try (Admin admin = Admin.create(config);
        TopicReader reader = new TopicReader(pipeline)) {
      for (Map.Entry<String, String> group : GROUPS.entrySet()) {
        Map<TopicPartition, OffsetAndMetadata> committed =
            admin.listConsumerGroupOffsets(group.getKey()).partitionsToOffsetAndMetadata().get();
        int partitions = 0;
        for (TopicPartition partition : reader.partitions(group.getValue())) {
          OffsetAndMetadata offset = committed.get(partition);
          long from = offset == null ? reader.beginning(partition) : offset.offset();
          if (reader.hasRecordsFrom(partition, from)) {
            partitions++;
          }
        }
        if (partitions > 0) {
          behind.put(group.getKey(), partitions);
        }
      }
      return behind;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot read the groups' offsets", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the groups' offsets", e);
    }
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
