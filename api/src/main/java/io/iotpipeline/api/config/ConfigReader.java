package io.iotpipeline.api.config;

import io.iotpipeline.schemas.connection.ConnectionSettings;
import io.iotpipeline.vertxserver.ListenAddress;
import io.iotpipeline.vertxserver.ServerKeys;
import io.iotpipeline.vertxserver.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** Reads the settings, with the precedence of {@link ServerSettings}. */
public final class ConfigReader {

  /** Settings of other parts that the file for all parts may have. */
  private static final List<String> OF_OTHERS =
      List.of("http.advertised", "http.ssl.truststore.", "gateway.token");

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * @param file null: none
   * @param options by key
   * @throws ConfigException if a key is unknown or a value is invalid; names the key
   */
  public ApiConfig read(Path file, Map<String, String> environment, Map<String, String> options) {
    ServerSettings settings =
        ServerSettings.of(ConfigKeys.keys(), file(file), environment, options);
    Map<String, Map<String, String>> remotes = new HashMap<>();
    ConfigKeys.REMOTES.forEach(prefix -> remotes.put(prefix, settings.section(prefix)));
    return new ApiConfig(
        ListenAddress.parse(
            ServerKeys.HTTP_LISTEN, settings.text(ServerKeys.HTTP_LISTEN), "127.0.0.1:8095"),
        settings.ssl(),
        settings.password(ConfigKeys.READ_TOKEN),
        settings.password(ConfigKeys.REPLAY_TOKEN),
        settings.password(ServerKeys.METRICS_TOKEN),
        settings.list(ConfigKeys.STREAMS_APP_URLS).stream()
            .map(url -> url(ConfigKeys.STREAMS_APP_URLS, url))
            .toList(),
        url(settings, ConfigKeys.CONNECT_URL),
        url(settings, ConfigKeys.GATEWAY_URL),
        remotes,
        settings.list(ConfigKeys.CASSANDRA_NODES),
        settings.text(ConfigKeys.CASSANDRA_DATACENTER),
        settings.section(ConfigKeys.CASSANDRA_PREFIX),
        settings.kafka(),
        settings.avro(),
        settings.text(ConfigKeys.STREAMS_APP_GROUP),
        new ApiConfig.Limits(
            settings.integer(ConfigKeys.MAX_SENSORS),
            registerBytes(settings.longInteger(ConfigKeys.REGISTER_BYTES)),
            settings.integer(ConfigKeys.MAX_CONNECTIONS),
            settings.integer(ConfigKeys.MAX_QUERIES),
            settings.integer(ConfigKeys.MAX_LIVE_CLIENTS)));
  }

  private static Map<String, String> file(Path file) {
    if (file == null) {
      return Map.of();
    }
    Map<String, String> settings =
        ConnectionSettings.readClient(
            file,
            key -> ServerKeys.KAFKA_PREFIX + key,
            ServerKeys.HTTP_PREFIX,
            ConfigKeys.CASSANDRA_PREFIX,
            ConfigKeys.CONNECT,
            ConfigKeys.GATEWAY);
    settings.keySet().removeIf(key -> OF_OTHERS.stream().anyMatch(key::startsWith));
    return settings;
  }

  private static long registerBytes(long setting) {
    return setting == 0 ? Runtime.getRuntime().maxMemory() / 3 : setting;
  }

  private static Optional<URI> url(ServerSettings settings, String key) {
    return settings.optionalText(key).map(value -> url(key, value));
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
}
