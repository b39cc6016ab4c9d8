package io.iotpipeline.gateway.config;

import io.iotpipeline.schemas.connection.ConnectionSettings;
import io.iotpipeline.vertxserver.ListenAddress;
import io.iotpipeline.vertxserver.ServerKeys;
import io.iotpipeline.vertxserver.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** Reads the settings, with the precedence of {@link ServerSettings}. */
public final class ConfigReader {

  /** Settings of the streams app and the API that the file for all parts may have. */
  private static final List<String> OF_OTHERS =
      List.of("http.read.token", "http.replay.token", "http.advertised", "http.ssl.truststore.");

  private static final Set<String> BROKER_SCHEMES = Set.of("mqtt", "mqtts", "tcp", "ssl");

  /**
   * @param file null: none
   * @param options by key
   * @throws ConfigException if a key is unknown or a value is invalid; names the key
   */
  public GatewayConfig read(
      Path file, Map<String, String> environment, Map<String, String> options) {
    ServerSettings settings =
        ServerSettings.of(ConfigKeys.keys(), file(file), environment, options);
    return new GatewayConfig(
        address(settings, ServerKeys.HTTP_LISTEN),
        address(settings, ConfigKeys.MQTT_LISTEN),
        settings.optionalText(ConfigKeys.MQTT_BROKER).map(ConfigReader::broker),
        settings.optionalText(ConfigKeys.MQTT_BROKER_USERNAME),
        settings.password(ConfigKeys.MQTT_BROKER_PASSWORD),
        settings.ssl(),
        settings.password(ServerKeys.METRICS_TOKEN),
        settings.optionalText(ConfigKeys.SENDERS).map(Path::of),
        settings.integer(ConfigKeys.EVENTS_PER_SECOND),
        settings.longInteger(ConfigKeys.IN_FLIGHT_BYTES),
        settings.integer(ConfigKeys.MAX_CONNECTIONS),
        settings.list(ConfigKeys.LINE_SENSOR_TAGS),
        settings.list(ConfigKeys.LINE_IGNORED_TAGS),
        settings.kafka(),
        settings.avro());
  }

  private static Map<String, String> file(Path file) {
    if (file == null) {
      return Map.of();
    }
    Map<String, String> settings =
        ConnectionSettings.readClient(
            file, key -> ServerKeys.KAFKA_PREFIX + key, ServerKeys.HTTP_PREFIX);
    settings.keySet().removeIf(key -> OF_OTHERS.stream().anyMatch(key::startsWith));
    return settings;
  }

  private static Optional<ListenAddress> address(ServerSettings settings, String key) {
    String value = settings.text(key);
    return value.equals(ConfigKeys.OFF)
        ? Optional.empty()
        : Optional.of(ListenAddress.parse(key, value, "127.0.0.1:8094, or off"));
  }

  private static URI broker(String value) {
    try {
      URI broker = URI.create(value);
      if (broker.getScheme() != null
          && BROKER_SCHEMES.contains(broker.getScheme())
          && broker.getHost() != null
          && broker.getUserInfo() == null) {
        return broker;
      }
    } catch (IllegalArgumentException e) {
      // the message below
    }
    throw new ConfigException(
        "mqtt.broker: expected mqtt://HOST:PORT or mqtts://HOST:PORT; user name and password are"
            + " mqtt.broker.username and mqtt.broker.password");
  }
}
