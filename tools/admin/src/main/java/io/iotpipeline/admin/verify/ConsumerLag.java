package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.BatchReader;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.admin.kafka.UnreadRecords;
import io.iotpipeline.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Finds the consumer groups that have unread records. */
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
      UnreadRecords unread = new UnreadRecords(admin, reader, batches);
      GROUPS.forEach(
          (group, topic) -> {
            int partitions = unread.of(group, topic).size();
            if (partitions > 0) {
              behind.put(group, partitions);
            }
          });
      return behind;
    }
  }

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put(StreamsGroup.ID, Topics.SENSOR_EVENTS.name());
    groups.put("connect-sensor-events", Topics.VALIDATED_EVENTS.name());
    groups.put("connect-hourly-aggregates", Topics.HOURLY_AGGREGATES.name());
    groups.put("connect-sensor-alerts", Topics.SENSOR_ALERTS.name());
    groups.put("connect-sensors", Topics.SENSORS.name());
    return groups;
  }
}
