package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.iotpipeline.admin.cluster.PipelineException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Settings of the Java driver, under the names of its manual. */
final class DriverSettings {

  private static final Set<String> KNOWN =
      Arrays.stream(DefaultDriverOption.values())
          .map(DriverOption::getPath)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, String> values = new TreeMap<>();

  DriverSettings with(DriverOption option, String value) {
    values.put(option.getPath(), value);
    return this;
  }

  /**
   * @param settings take precedence over those of before; a list begins with a bracket
   * @throws PipelineException if the driver does not have one of them
   */
  DriverSettings with(Map<String, String> settings) {
    settings
        .keySet()
        .forEach(
            key -> {
              if (!KNOWN.contains(key)) {
                throw new PipelineException(
                    "cassandra.%s: Cassandra's Java driver has no setting of this name"
                        .formatted(key));
              }
            });
    values.putAll(settings);
    return this;
  }

  DriverConfigLoader loader() {
    return DriverConfigLoader.fromString(
        values.entrySet().stream()
            .map(each -> "datastax-java-driver.%s = %s".formatted(each.getKey(), hocon(each)))
            .collect(Collectors.joining("\n")));
  }

  private static String hocon(Map.Entry<String, String> setting) {
    String value = setting.getValue();
    boolean isLogin = setting.getKey().matches(".*(password|username)");
    return !isLogin && value.startsWith("[") && value.endsWith("]")
        ? value
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
