package io.iotpipeline.connect.cassandra.config;

import com.datastax.dse.driver.api.core.config.DseDriverOption;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of the Java driver: those derived from the connector's own keys, and all keys that
 * begin with {@code datastax-java-driver.}, which take precedence. Such a key has the name that the
 * driver's manual gives it.
 */
public final class DriverSettings {

  static final String PREFIX = "datastax-java-driver.";

  private static final Set<String> KNOWN =
      Stream.<DriverOption[]>of(DefaultDriverOption.values(), DseDriverOption.values())
          .flatMap(Arrays::stream)
          .map(DriverOption::getPath)
          .collect(Collectors.toUnmodifiableSet());

  /** The driver's defaults, from the {@code reference.conf} in its jar. */
  private static final Config DEFAULTS =
      ConfigFactory.defaultReference(DriverSettings.class.getClassLoader())
          .getConfig(PREFIX.substring(0, PREFIX.length() - 1));

  private final Map<String, Object> values = new TreeMap<>();

  void put(DriverOption option, Object value) {
    values.put(PREFIX + option.getPath(), value);
  }

  /**
   * Sets a value that the configuration passes through to the driver.
   *
   * @param key begins with {@link #PREFIX}
   * @param text value; a list is comma-separated
   */
  void putRaw(String key, String text) {
    values.put(key, isList(key) ? List.of(text.split("\\s*,\\s*")) : text);
  }

  /** Returns whether the driver has a setting with the name. */
  static boolean isKnown(String key) {
    return key.startsWith(PREFIX) && KNOWN.contains(key.substring(PREFIX.length()));
  }

  private static boolean isList(String key) {
    String path = key.substring(PREFIX.length());
    try {
      return DEFAULTS.hasPath(path) && DEFAULTS.getValue(path).valueType() == ConfigValueType.LIST;
    } catch (ConfigException noSuchPath) {
      return false;
    }
  }

  public DriverConfigLoader loader() {
    return DriverConfigLoader.fromString(text());
  }

  /** Returns the settings in HOCON, equal for equal settings. */
  String text() {
    Config config = ConfigFactory.parseMap(values, "the connector's configuration");
    return config.root().render(ConfigRenderOptions.concise());
  }
}
