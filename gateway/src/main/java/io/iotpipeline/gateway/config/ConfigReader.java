package io.iotpipeline.gateway.config;

import io.iotpipeline.gateway.server.ListenAddress;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Reads the settings. Precedence, highest first: the options, the environment, the file of {@code
 * --config}, the defaults.
 */
public final class ConfigReader {

  /** Settings of the streams app and the API that the file for all parts may have. */
  private static final List<String> OF_OTHERS =
      List.of("http.read.token", "http.replay.token", "http.advertised", "http.ssl.truststore.");

  private static final Set<String> BROKER_SCHEMES = Set.of("mqtt", "mqtts", "tcp", "ssl");

  private final ConfigDef definitions = ConfigKeys.definitions();

  /**
   * @param file null: none
   * @param options by key
   * @throws ConfigException if a key is unknown or a value is invalid; names the key
   */
  public GatewayConfig read(
      Path file, Map<String, String> environment, Map<String, String> options) {
    Map<String, String> settings = new TreeMap<>();
    if (file != null) {
      settings.putAll(
          ConnectionSettings.readClient(
              file, key -> ConfigKeys.KAFKA_PREFIX + key, ConfigKeys.HTTP_PREFIX));
      settings.keySet().removeIf(key -> OF_OTHERS.stream().anyMatch(key::startsWith));
    }
    for (String key : definitions.names()) {
      String value = environment.get(ConfigKeys.variable(key));
      if (value != null && !value.isBlank()) {
        settings.put(key, value);
      }
    }
    settings.putAll(options);
    settings.keySet().forEach(this::checkKnown);
    return config(settings);
  }

  private void checkKnown(String key) {
    boolean isPassedOn =
        Stream.concat(Stream.of(ConfigKeys.KAFKA_PREFIX), ConfigKeys.AVRO_PREFIXES.stream())
            .anyMatch(key::startsWith);
    if (!isPassedOn && !definitions.names().contains(key)) {
      throw new ConfigException("unknown setting " + key + "; see --help");
    }
  }

  private GatewayConfig config(Map<String, String> settings) {
    Map<String, Object> own = definitions.parse(settings);
    Map<String, String> kafka = new HashMap<>();
    Map<String, String> avro = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(ConfigKeys.KAFKA_PREFIX)) {
            kafka.put(key.substring(ConfigKeys.KAFKA_PREFIX.length()), value);
          } else if (ConfigKeys.AVRO_PREFIXES.stream().anyMatch(key::startsWith)) {
            avro.put(key, value);
          }
        });
    kafka.put(ConfigKeys.BOOTSTRAP_SERVERS, (String) own.get(ConfigKeys.BOOTSTRAP_SERVERS));
    avro.put(ConfigKeys.SCHEMA_REGISTRY_URL, (String) own.get(ConfigKeys.SCHEMA_REGISTRY_URL));
    return new GatewayConfig(
        address(own, ConfigKeys.HTTP_LISTEN),
        address(own, ConfigKeys.MQTT_LISTEN),
        text(own, ConfigKeys.MQTT_BROKER).map(ConfigReader::broker),
        text(own, ConfigKeys.MQTT_BROKER_USERNAME),
        Optional.ofNullable((Password) own.get(ConfigKeys.MQTT_BROKER_PASSWORD)),
        ssl(own),
        Optional.ofNullable((Password) own.get(ConfigKeys.METRICS_TOKEN)),
        text(own, ConfigKeys.SENDERS).map(Path::of),
        (Integer) own.get(ConfigKeys.EVENTS_PER_SECOND),
        (Long) own.get(ConfigKeys.IN_FLIGHT_BYTES),
        (Integer) own.get(ConfigKeys.MAX_CONNECTIONS),
        list(own, ConfigKeys.LINE_SENSOR_TAGS),
        list(own, ConfigKeys.LINE_IGNORED_TAGS),
        kafka,
        avro);
  }

  private static Optional<String> text(Map<String, Object> own, String key) {
    return Optional.ofNullable((String) own.get(key)).filter(value -> !value.isBlank());
  }

  private static List<String> list(Map<String, Object> own, String key) {
    return ((List<?>) own.get(key))
        .stream().map(Object::toString).map(String::strip).filter(tag -> !tag.isEmpty()).toList();
  }

  private static Optional<ListenAddress> address(Map<String, Object> own, String key) {
    String value = (String) own.get(key);
    return value.equals(ConfigKeys.OFF)
        ? Optional.empty()
        : Optional.of(ListenAddress.parse(key, value));
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

  private static Map<String, Object> ssl(Map<String, Object> own) {
    Map<String, Object> ssl = new TreeMap<>();
    own.forEach(
        (key, value) -> {
          if (key.startsWith(ConfigKeys.SSL_PREFIX) && value != null) {
            ssl.put(key.substring(ConfigKeys.HTTP_PREFIX.length()), value);
          }
        });
    if (!ssl.isEmpty() && own.get(ConfigKeys.KEYSTORE_LOCATION) == null) {
      throw new ConfigException(
          "http.%s without %s: set the key store too, because without it there is no TLS"
              .formatted(ssl.keySet().iterator().next(), ConfigKeys.KEYSTORE_LOCATION));
    }
    return ssl;
  }
}
