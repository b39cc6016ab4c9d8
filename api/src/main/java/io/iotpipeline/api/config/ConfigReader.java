package io.iotpipeline.api.config;

import io.iotpipeline.api.server.ListenAddress;
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

  /** Settings of other parts that the file for all parts may have. */
  private static final List<String> OF_OTHERS =
      List.of("http.advertised", "http.ssl.truststore.", "gateway.token");

  private static final List<String> REMOTES =
      List.of(ConfigKeys.CONNECT, ConfigKeys.STREAMS_APP, ConfigKeys.GATEWAY);

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final ConfigDef definitions = ConfigKeys.definitions();

  /**
   * @param file null: none
   * @param options by key
   * @throws ConfigException if a key is unknown or a value is invalid; names the key
   */
  public ApiConfig read(Path file, Map<String, String> environment, Map<String, String> options) {
    Map<String, String> settings = new TreeMap<>();
    if (file != null) {
      settings.putAll(
          ConnectionSettings.readClient(
              file,
              key -> ConfigKeys.KAFKA_PREFIX + key,
              ConfigKeys.HTTP_PREFIX,
              ConfigKeys.CASSANDRA_PREFIX,
              ConfigKeys.CONNECT,
              ConfigKeys.GATEWAY));
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
    if (!definitions.names().contains(key) && passedOn().noneMatch(key::startsWith)) {
      throw new ConfigException("unknown setting " + key + "; see --help");
    }
  }

  private static Stream<String> passedOn() {
    return Stream.of(
            Stream.of(ConfigKeys.KAFKA_PREFIX, ConfigKeys.CASSANDRA_PREFIX),
            ConfigKeys.AVRO_PREFIXES.stream(),
            REMOTES.stream()
                .flatMap(each -> Stream.of("basic.", "bearer.", "ssl.").map(each::concat)))
        .flatMap(each -> each);
  }

  private ApiConfig config(Map<String, String> settings) {
    Map<String, Object> own = definitions.parse(settings);
    Map<String, String> kafka = section(settings, ConfigKeys.KAFKA_PREFIX);
    kafka.put(ConfigKeys.BOOTSTRAP_SERVERS, (String) own.get(ConfigKeys.BOOTSTRAP_SERVERS));
    Map<String, String> avro = new HashMap<>(settings);
    avro.keySet().removeIf(key -> ConfigKeys.AVRO_PREFIXES.stream().noneMatch(key::startsWith));
    avro.put(ConfigKeys.SCHEMA_REGISTRY_URL, (String) own.get(ConfigKeys.SCHEMA_REGISTRY_URL));
    Map<String, Map<String, String>> remotes = new HashMap<>();
    REMOTES.forEach(prefix -> remotes.put(prefix, section(settings, prefix)));
    return new ApiConfig(
        ListenAddress.parse(ConfigKeys.HTTP_LISTEN, (String) own.get(ConfigKeys.HTTP_LISTEN)),
        ssl(own),
        Optional.ofNullable((Password) own.get(ConfigKeys.READ_TOKEN)),
        Optional.ofNullable((Password) own.get(ConfigKeys.REPLAY_TOKEN)),
        Optional.ofNullable((Password) own.get(ConfigKeys.METRICS_TOKEN)),
        list(own, ConfigKeys.STREAMS_APP_URLS).stream()
            .map(url -> url(ConfigKeys.STREAMS_APP_URLS, url))
            .toList(),
        url(own, ConfigKeys.CONNECT_URL),
        url(own, ConfigKeys.GATEWAY_URL),
        remotes,
        list(own, ConfigKeys.CASSANDRA_NODES),
        (String) own.get(ConfigKeys.CASSANDRA_DATACENTER),
        section(settings, ConfigKeys.CASSANDRA_PREFIX),
        kafka,
        avro,
        (String) own.get(ConfigKeys.STREAMS_APP_GROUP),
        new ApiConfig.Limits(
            (Integer) own.get(ConfigKeys.MAX_SENSORS),
            registerBytes((Long) own.get(ConfigKeys.REGISTER_BYTES)),
            (Integer) own.get(ConfigKeys.MAX_CONNECTIONS),
            (Integer) own.get(ConfigKeys.MAX_QUERIES),
            (Integer) own.get(ConfigKeys.MAX_LIVE_CLIENTS)));
  }

  private static long registerBytes(long setting) {
    return setting == 0 ? Runtime.getRuntime().maxMemory() / 3 : setting;
  }

  /** Settings that are passed on, without the prefix. */
  private Map<String, String> section(Map<String, String> settings, String prefix) {
    Map<String, String> section = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix) && !definitions.names().contains(key)) {
            section.put(key.substring(prefix.length()), value);
          }
        });
    return section;
  }

  private static List<String> list(Map<String, Object> own, String key) {
    return ((List<?>) own.get(key))
        .stream().map(Object::toString).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  private static Optional<URI> url(Map<String, Object> own, String key) {
    String value = (String) own.get(key);
    return value.isBlank() ? Optional.empty() : Optional.of(url(key, value));
  }

  private static URI url(String key, String value) {
    try {
      URI url = URI.create(value.strip().replaceAll("/+$", ""));
      if (url.getScheme() != null
          && SCHEMES.contains(url.getScheme())
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // the message below
    }
    throw new ConfigException(
        key + ": expected http://HOST:PORT or https://HOST:PORT; a login has settings of its own");
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
