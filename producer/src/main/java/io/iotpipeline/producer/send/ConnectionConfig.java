package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.AvroSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Settings of the connection: Kafka producer settings under Kafka's own names, and settings of
 * {@link AvroSerdes}.
 *
 * @param topic topic that the events are sent to
 * @param settings settings of the user; the constructor adds the defaults
 */
public record ConnectionConfig(String topic, Map<String, String> settings) {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          ProducerConfig.CLIENT_ID_CONFIG, "iot-producer",
          ProducerConfig.ACKS_CONFIG, "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
          ProducerConfig.LINGER_MS_CONFIG, "20",
          ProducerConfig.BATCH_SIZE_CONFIG, "131072");

  public ConnectionConfig {
    Map<String, String> all = new HashMap<>(DEFAULTS);
    all.putAll(settings);
    settings = Map.copyOf(all);
  }

  public String bootstrapServers() {
    return settings.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  public String registryUrl() {
    return settings.get(AvroSerdes.REGISTRY_URL);
  }

  /**
   * The settings for Kafka's producer. Its serializers pass bytes through, because some records are
   * not events.
   */
  public Map<String, Object> kafka() {
    Map<String, Object> kafka = new HashMap<>(settings);
    kafka.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    kafka.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    kafka
        .keySet()
        .removeIf(
            key -> Stream.of("serde.", "avro.", "schema.registry.").anyMatch(key::startsWith));
    return kafka;
  }

  /** The settings for a consumer of committed records, without deserializers. */
  Map<String, Object> consumer() {
    Map<String, Object> consumer = new HashMap<>(settings);
    consumer.keySet().retainAll(ConsumerConfig.configNames());
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    return consumer;
  }

  /** Not the settings, of which some are secrets. */
  @Override
  public String toString() {
    return topic + " at " + bootstrapServers();
  }

  AvroSerdes serdes() {
    return AvroSerdes.of(settings);
  }
}
