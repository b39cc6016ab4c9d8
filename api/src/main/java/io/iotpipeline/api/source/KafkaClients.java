package io.iotpipeline.api.source;

import io.iotpipeline.schemas.PollLimit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Creates Kafka's clients; the caller closes them. */
public final class KafkaClients {

  /** Bounds each wait for a broker, also the one for metadata. */
  private static final int TIMEOUT_MS = 10_000;

  private final Map<String, String> settings;

  /**
   * @param settings of Kafka's clients, with their address
   */
  public KafkaClients(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /** A consumer of committed records, as bytes. It is of no consumer group. */
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(settings);
    config.keySet().retainAll(ConsumerConfig.configNames());
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PollLimit.MAX_RECORDS);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return PollLimit.consumer(config);
  }

  public Admin admin() {
    Map<String, Object> config = new HashMap<>(settings);
    config.keySet().retainAll(AdminClientConfig.configNames());
    config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return Admin.create(config);
  }
}
