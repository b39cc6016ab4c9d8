package io.iotpipeline.gateway.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Settings of the producer: defaults, those of the user, and those that the guarantee needs. */
public final class ProducerSettings {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          ProducerConfig.CLIENT_ID_CONFIG, "iot-gateway",
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
          ProducerConfig.LINGER_MS_CONFIG, "5",
          ProducerConfig.BATCH_SIZE_CONFIG, "131072",
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");

  /** A send never waits: the event loop would. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          "true",
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          "0",
          ProducerConfig.METADATA_MAX_IDLE_CONFIG,
          Long.toString(Duration.ofDays(3650).toMillis()),
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class.getName(),
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class.getName());

  /** Partly filled batches take memory too. */
  private static final long BUFFER_FACTOR = 3;

  private ProducerSettings() {}

  /**
   * @param user settings with Kafka's names, and the address of the brokers
   * @throws ConfigException if one of them is not as the guarantee needs it
   */
  public static Map<String, Object> of(Map<String, String> user, long maxBytesInFlight) {
    REQUIRED.forEach(
        (key, value) -> {
          if (user.containsKey(key) && !user.get(key).equals(value)) {
            throw new ConfigException(
                "kafka.%s=%s: the gateway needs %s; remove this setting"
                    .formatted(key, user.get(key), value));
          }
        });
    Map<String, Object> settings = new HashMap<>(DEFAULTS);
    settings.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(BUFFER_FACTOR * maxBytesInFlight));
    settings.putAll(user);
    settings.putAll(REQUIRED);
    return settings;
  }
}
