package io.iotpipeline.schemas;

import io.iotpipeline.schemas.connection.RegistryAccess;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 *   <li>{@code schema.registry.url}: base URL of the registry, required
 *   <li>{@code schema.registry.basic.auth.user.info}, {@code schema.registry.bearer.auth.token},
 *       {@code schema.registry.ssl.*}: login and TLS, for the registry client and the serializers
 *   <li>{@code avro.serdes}: {@code apicurio} or {@code confluent}; selects the file in {@code
 *       avro-serdes} with the defaults of the settings below; the build sets the default
 *   <li>{@code schema.registry.api}: base URL of Confluent's REST API in the registry
 *   <li>{@code avro.serializer}, {@code avro.deserializer}: class names
 *   <li>{@code serde.*}: passed to both classes, without the prefix
 * </ul>
 *
 * <p>In the files with the defaults, {@code ${schema.registry.KEY}} stands for another setting; a
 * line whose setting is missing is left out.
 *
 * <p>The wire format is the same for all: the magic byte 0, a 4-byte schema id and Avro binary. So
 * each deserializer reads what any serializer wrote.
 *
 * <p>Each call creates a new serializer or deserializer; they must not be shared between threads.
 */
public final class AvroSerdes {

  public static final String REGISTRY_URL = RegistryAccess.URL;
  private static final String REGISTRY_API = "schema.registry.api";
  private static final String DEFAULTS = "avro.serdes";
  private static final String SERIALIZER = "avro.serializer";
  private static final String DESERIALIZER = "avro.deserializer";
  private static final String SERDE_PREFIX = "serde.";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(schema\\.registry\\.[^}]*)}");

  static {
    AvroInputLimits.install();
  }

  private final RegistryAccess access;
  private final Map<String, String> settings;

  private AvroSerdes(RegistryAccess access, Map<String, String> settings) {
    this.access = access;
    this.settings = settings;
  }

  /**
   * @param overrides the settings above; other keys are ignored
   * @throws ConfigException if {@code schema.registry.url} is missing, {@code avro.serdes} is
   *     unknown, or there are two logins
   */
  public static AvroSerdes of(Map<String, String> overrides) {
    RegistryAccess access = RegistryAccess.of(overrides);
    Map<String, String> values = access.settings();
    Map<String, String> settings = new HashMap<>();
    defaults(overrides)
        .forEach(
            (key, value) -> replaced(value, values).ifPresent(known -> settings.put(key, known)));
    overrides.forEach((key, value) -> settings.put(key, replaced(value, values).orElse(value)));
    return new AvroSerdes(access, settings);
  }

  /** Replaces the placeholders; empty if one of them has no value. */
  private static Optional<String> replaced(String text, Map<String, String> values) {
    Matcher placeholders = PLACEHOLDER.matcher(text);
    if (placeholders.results().anyMatch(each -> !values.containsKey(each.group(1)))) {
      return Optional.empty();
    }
    return Optional.of(
        placeholders.replaceAll(each -> Matcher.quoteReplacement(values.get(each.group(1)))));
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

  /**
   * Creates a client of the registry that the serializers use.
   *
   * @throws ConfigException if a trust store or key store cannot be read
   */
  public SchemaRegistryClient registry() {
    return new SchemaRegistryClient(URI.create(settings.get(REGISTRY_API)), access.http());
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
