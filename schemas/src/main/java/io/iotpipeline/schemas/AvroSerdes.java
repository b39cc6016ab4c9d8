package io.iotpipeline.schemas;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes the Avro serializers and deserializers that the configuration names, so that no other class
 * knows whose they are. Whatever settings are given override the defaults key by key:
 *
 * <ul>
 *   <li>{@code schema.registry.url}: root of the registry, required; stands for {@code
 *       ${schema.registry.url}} in the others
 *   <li>{@code avro.serdes}: {@code apicurio} or {@code confluent}, the file of {@code avro-serdes}
 *       with the defaults of all that follows; its own default is decided by the build
 *   <li>{@code schema.registry.api}: where the registry answers to Confluent's REST API
 *   <li>{@code avro.serializer}, {@code avro.deserializer}: class names
 *   <li>{@code serde.*}: passed to both, without the prefix
 * </ul>
 *
 * <p>All of them write the magic byte 0, a 4-byte schema id and Avro binary, so each reads what
 * another wrote.
 *
 * <p>Serializers are not shared between threads; each call makes a new one.
 */
public final class AvroSerdes {

  public static final String REGISTRY_URL = "schema.registry.url";
  private static final String REGISTRY_API = "schema.registry.api";
  private static final String DEFAULTS = "avro.serdes";
  private static final String SERIALIZER = "avro.serializer";
  private static final String DESERIALIZER = "avro.deserializer";
  private static final String PASSED_ON = "serde.";

  static {
    AvroGuard.install();
  }

  private final Map<String, String> settings;

  private AvroSerdes(Map<String, String> settings) {
    this.settings = settings;
  }

  /**
   * @param overrides settings as above; others are ignored
   * @throws ConfigException when {@code schema.registry.url} is missing, or no defaults have the
   *     name that is given
   */
  public static AvroSerdes of(Map<String, String> overrides) {
    String url = overrides.get(REGISTRY_URL);
    if (url == null || url.isBlank()) {
      throw new ConfigException(REGISTRY_URL, url, "give the registry, as http://host:port");
    }
    Map<String, String> settings = new HashMap<>(defaults(overrides));
    settings.putAll(overrides);
    String root = url.strip().replaceAll("/+$", "");
    settings.replaceAll((key, value) -> value.replace("${" + REGISTRY_URL + "}", root));
    return new AvroSerdes(settings);
  }

  private static Map<String, String> defaults(Map<String, String> overrides) {
    String name = overrides.get(DEFAULTS);
    if (name == null) {
      name = resource("/avro-serdes.properties").orElseThrow().get(DEFAULTS);
    }
    String given = name;
    return resource("/avro-serdes/" + name + ".properties")
        .orElseThrow(() -> new ConfigException(DEFAULTS, given, "give apicurio or confluent"));
  }

  private static Optional<Map<String, String>> resource(String file) {
    if (AvroSerdes.class.getResource(file) == null) {
      return Optional.empty();
    }
    Properties properties = Topics.load(file);
    return Optional.of(
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(key -> key, properties::getProperty)));
  }

  /** A serializer of values that looks its schemas up and never registers one. */
  public <T> Serializer<T> serializer() {
    Serializer<T> serializer = newInstance(SERIALIZER, Serializer.class);
    serializer.configure(passedOn(), false);
    return serializer;
  }

  /** A deserializer of values into the generated classes. */
  public <T> Deserializer<T> deserializer() {
    Deserializer<T> deserializer = newInstance(DESERIALIZER, Deserializer.class);
    deserializer.configure(passedOn(), false);
    return deserializer;
  }

  /** The registry that the serializers use, by Confluent's REST API. */
  public SchemaRegistryClient registry() {
    return new SchemaRegistryClient(URI.create(settings.get(REGISTRY_API)));
  }

  private Map<String, String> passedOn() {
    Map<String, String> passed = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(PASSED_ON)) {
            passed.put(key.substring(PASSED_ON.length()), value);
          }
        });
    return passed;
  }

  @SuppressWarnings("unchecked") // the serializer decides what it takes, at run time
  private <T> T newInstance(String key, Class<? super T> type) {
    String className = settings.get(key);
    try {
      return (T) Utils.newInstance(className, type);
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          key,
          className,
          "no such class: is the jar that holds it on the class path? Confluent's comes with a"
              + " build by mvn -Pconfluent");
    } catch (ClassCastException e) {
      throw new ConfigException(key, className, "is not a " + type.getName());
    }
  }
}
