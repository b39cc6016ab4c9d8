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
 * Creates the configured Avro serializers and deserializers. No other class depends on their
 * vendor. Settings override the defaults key by key:
 *
 * <ul>
 *   <li>{@code schema.registry.url}: base URL of the registry, required; replaces {@code
 *       ${schema.registry.url}} in the other settings
 *   <li>{@code avro.serdes}: {@code apicurio} or {@code confluent}; selects the file in {@code
 *       avro-serdes} with the defaults of the settings below; the build sets the default
 *   <li>{@code schema.registry.api}: base URL of Confluent's REST API in the registry
 *   <li>{@code avro.serializer}, {@code avro.deserializer}: class names
 *   <li>{@code serde.*}: passed to both classes, without the prefix
 * </ul>
 *
 * <p>The wire format is the same for all: the magic byte 0, a 4-byte schema id and Avro binary. So
 * each deserializer reads what any serializer wrote.
 *
 * <p>Each call creates a new serializer or deserializer; they must not be shared between threads.
 */
public final class AvroSerdes {

  public static final String REGISTRY_URL = "schema.registry.url";
  private static final String REGISTRY_API = "schema.registry.api";
  private static final String DEFAULTS = "avro.serdes";
  private static final String SERIALIZER = "avro.serializer";
  private static final String DESERIALIZER = "avro.deserializer";
  private static final String SERDE_PREFIX = "serde.";

  static {
    AvroInputLimits.install();
  }

  private final Map<String, String> settings;

  private AvroSerdes(Map<String, String> settings) {
    this.settings = settings;
  }

  /**
   * @param overrides the settings above; other keys are ignored
   * @throws ConfigException if {@code schema.registry.url} is missing or {@code avro.serdes} is
   *     unknown
   */
  public static AvroSerdes of(Map<String, String> overrides) {
    String url = overrides.get(REGISTRY_URL);
    if (url == null || url.isBlank()) {
      throw new ConfigException(
          REGISTRY_URL, url, "the URL of the schema registry is required, as http://host:port");
    }
    Map<String, String> settings = new HashMap<>(defaults(overrides));
    settings.putAll(overrides);
    String root = url.strip().replaceAll("/+$", "");
    settings.replaceAll((key, value) -> value.replace("${" + REGISTRY_URL + "}", root));
    return new AvroSerdes(settings);
  }

  private static Map<String, String> defaults(Map<String, String> overrides) {
    String name = overrides.containsKey(DEFAULTS) ? overrides.get(DEFAULTS) : defaultName();
    return resource("/avro-serdes/" + name + ".properties")
        .orElseThrow(() -> new ConfigException(DEFAULTS, name, "expected apicurio or confluent"));
  }

  /** Returns the serializers that the build has chosen: {@code apicurio} or {@code confluent}. */
  public static String defaultName() {
    return resource("/avro-serdes.properties").orElseThrow().get(DEFAULTS);
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

  /**
   * Creates a serializer of values. It looks up schemas in the registry and never registers any.
   * Records of the generated classes get the ids of their published schemas.
   */
  public <T> Serializer<T> serializer() {
    Serializer<Object> configured = newInstance(SERIALIZER, Serializer.class);
    configured.configure(serdeSettings(), false);
    return new PublishedSchemaSerializer<>(configured);
  }

  /** Creates a deserializer of values to the generated classes. */
  public <T> Deserializer<T> deserializer() {
    Deserializer<T> deserializer = newInstance(DESERIALIZER, Deserializer.class);
    deserializer.configure(serdeSettings(), false);
    return deserializer;
  }

  /** Creates a client of the registry that the serializers use. */
  public SchemaRegistryClient registry() {
    return new SchemaRegistryClient(URI.create(settings.get(REGISTRY_API)));
  }

  private Map<String, String> serdeSettings() {
    Map<String, String> serdeSettings = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(SERDE_PREFIX)) {
            serdeSettings.put(key.substring(SERDE_PREFIX.length()), value);
          }
        });
    return serdeSettings;
  }

  @SuppressWarnings(
      "unchecked") // the type parameter is unchecked: the class is known only at run time
  private <T> T newInstance(String key, Class<? super T> type) {
    String className = settings.get(key);
    try {
      return (T) Utils.newInstance(className, type);
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          key,
          className,
          "class not found; add its jar to the class path. Confluent's serializers are included by"
              + " mvn -Pconfluent");
    } catch (ClassCastException e) {
      throw new ConfigException(key, className, "is not a " + type.getName());
    }
  }
}
