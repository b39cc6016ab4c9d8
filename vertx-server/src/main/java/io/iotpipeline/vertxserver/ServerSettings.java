package io.iotpipeline.vertxserver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The settings of a server as they were given, or their defaults. */
public final class ServerSettings {

  private final Map<String, String> given;
  private final Map<String, Object> own;

  private ServerSettings(ServerKeys keys, Map<String, String> given) {
    this.given = given;
    this.own = keys.definitions().parse(given);
  }

  /**
   * Precedence, highest first: the options, the environment, the file, the defaults.
   *
   * @param file settings of a file; empty: none
   * @param options by key
   * @throws ConfigException if a key is unknown or a value is invalid; names the key
   */
  public static ServerSettings of(
      ServerKeys keys,
      Map<String, String> file,
      Map<String, String> environment,
      Map<String, String> options) {
    Map<String, String> given = new TreeMap<>(file);
    for (String key : keys.definitions().names()) {
      String value = environment.get(keys.variable(key));
      if (value != null && !value.isBlank()) {
        given.put(key, value);
      }
    }
    given.putAll(options);
    for (String key : given.keySet()) {
      if (!keys.knows(key)) {
        throw new ConfigException("unknown setting " + key + "; see --help");
      }
    }
    return new ServerSettings(keys, given);
  }

  public String text(String key) {
    return (String) own.get(key);
  }

  /** Empty if it is blank. */
  public Optional<String> optionalText(String key) {
    return Optional.ofNullable(text(key)).filter(value -> !value.isBlank());
  }

  public int integer(String key) {
    return (Integer) own.get(key);
  }

  public long longInteger(String key) {
    return (Long) own.get(key);
  }

  public Optional<Password> password(String key) {
    return Optional.ofNullable((Password) own.get(key));
  }

  /** Without empty elements. */
  public List<String> list(String key) {
    return ((List<?>) own.get(key))
        .stream().map(Object::toString).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  /** Settings that are passed on, without the prefix. */
  public Map<String, String> section(String prefix) {
    Map<String, String> section = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith(prefix) && !own.containsKey(key)) {
            section.put(key.substring(prefix.length()), value);
          }
        });
    return section;
  }

  /** Settings of Kafka's clients, with their address. */
  public Map<String, String> kafka() {
    Map<String, String> kafka = section(ServerKeys.KAFKA_PREFIX);
    kafka.put(ServerKeys.BOOTSTRAP_SERVERS, text(ServerKeys.BOOTSTRAP_SERVERS));
    return kafka;
  }

  /** Settings of {@link io.iotpipeline.schemas.AvroSerdes}, with the registry's address. */
  public Map<String, String> avro() {
    Map<String, String> avro = new HashMap<>(given);
    avro.keySet().removeIf(key -> ServerKeys.AVRO_PREFIXES.stream().noneMatch(key::startsWith));
    avro.put(ServerKeys.SCHEMA_REGISTRY_URL, text(ServerKeys.SCHEMA_REGISTRY_URL));
    return avro;
  }

  /**
   * The key store with the names of Kafka's settings; empty: no TLS.
   *
   * @throws ConfigException if something is set, but not the key store
   */
  public Map<String, Object> ssl() {
    Map<String, Object> ssl = new TreeMap<>();
    own.forEach(
        (key, value) -> {
          if (key.startsWith(ServerKeys.SSL_PREFIX) && value != null) {
            ssl.put(key.substring(ServerKeys.HTTP_PREFIX.length()), value);
          }
        });
    if (!ssl.isEmpty() && own.get(ServerKeys.KEYSTORE_LOCATION) == null) {
      throw new ConfigException(
          "http.%s without %s: set the key store too, because without it there is no TLS"
              .formatted(ssl.keySet().iterator().next(), ServerKeys.KEYSTORE_LOCATION));
    }
    return ssl;
  }
}
