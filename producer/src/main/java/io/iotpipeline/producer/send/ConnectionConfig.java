package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.AvroSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where events go, and how: settings under Kafka's own names, and those of {@link AvroSerdes}.
 *
 * @param topic the topic of sensor events
 * @param settings what the user set, and the defaults of the rest
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

  /** The settings that are Kafka's; it gets bytes, because some records are no events. */
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

  AvroSerdes serdes() {
    return AvroSerdes.of(settings);
  }
}
