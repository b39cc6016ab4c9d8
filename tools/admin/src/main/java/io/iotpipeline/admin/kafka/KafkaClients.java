package io.iotpipeline.admin.kafka;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.PollLimit;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Creates the Kafka clients and serdes of a pipeline. The caller closes them. */
public final class KafkaClients {

  private KafkaClients() {}

  public static Admin admin(Pipeline pipeline) {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers()));
  }

  /** A consumer of committed records, as bytes. It has no consumer group. */
  public static KafkaConsumer<byte[], byte[]> consumer(Pipeline pipeline) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            pipeline.bootstrapServers(),
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
    return PollLimit.consumer(config);
  }

  /** Serdes that use the schema registry of the pipeline. */
  public static AvroSerdes serdes(Pipeline pipeline) {
    return AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, pipeline.registryUrl()));
  }
}
