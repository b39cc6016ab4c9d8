package io.iotpipeline.gateway.config;

import io.iotpipeline.vertxserver.ListenAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * The settings of a gateway. Its text has no passwords and no tokens.
 *
 * @param http where HTTP is spoken; empty: nowhere
 * @param mqtt where MQTT is spoken; empty: nowhere
 * @param mqttBroker another broker to take messages from, {@code mqtt://HOST:PORT} or {@code
 *     mqtts://HOST:PORT}
 * @param ssl key store of HTTP and MQTT with the names of Kafka's settings; empty: no TLS
 * @param metricsToken required for {@code /metrics}
 * @param senders file of the senders; empty: anybody may send
 * @param eventsPerSecond limit of each sender; 0: none
 * @param maxBytesInFlight limit of what waits for Kafka's acknowledgement
 * @param maxConnections limit of open connections, of each protocol
 * @param sensorTags tags whose value is the sensor of a series, the first that is there
 * @param ignoredTags tags that are not part of the sensor id
 * @param kafka settings of Kafka's producer, with its address
 * @param avro settings of {@link io.iotpipeline.schemas.AvroSerdes}, with the registry's address
 */
public record GatewayConfig(
    Optional<ListenAddress> http,
    Optional<ListenAddress> mqtt,
    Optional<URI> mqttBroker,
    Optional<String> mqttBrokerUsername,
    Optional<Password> mqttBrokerPassword,
    Map<String, Object> ssl,
    Optional<Password> metricsToken,
    Optional<Path> senders,
    int eventsPerSecond,
    long maxBytesInFlight,
    int maxConnections,
    List<String> sensorTags,
    List<String> ignoredTags,
    Map<String, String> kafka,
    Map<String, String> avro) {

  public GatewayConfig {
    ssl = Map.copyOf(ssl);
    sensorTags = List.copyOf(sensorTags);
    ignoredTags = List.copyOf(ignoredTags);
    kafka = Map.copyOf(kafka);
    avro = Map.copyOf(avro);
  }
}
