package io.iotpipeline.admin.kafka;

import io.iotpipeline.admin.cluster.TopicAccess;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.PollLimit;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Creates the Kafka clients and serdes of a pipeline. The caller closes them. */
public final class KafkaClients {

  private KafkaClients() {}

  public static Admin admin(TopicAccess pipeline) {
    return Admin.create(pipeline.kafkaSettings(Map.of()));
  }

  /** A consumer of committed records, as bytes. It has no consumer group. */
  public static KafkaConsumer<byte[], byte[]> consumer(TopicAccess pipeline) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            PollLimit.MAX_RECORDS,
            // A fetch at the end of one partition must not delay the fetch of the next.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            10,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    return PollLimit.consumer(pipeline.kafkaSettings(config));
  }

  /** Serdes that use the schema registry of the pipeline. */
  public static AvroSerdes serdes(TopicAccess pipeline) {
    return AvroSerdes.of(pipeline.registrySettings());
  }
}
