package io.iotpipeline.streamsapp.config;

import static io.iotpipeline.streamsapp.config.StartupException.USAGE;

import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Reads the configuration. Precedence, from low to high: defaults, the file of {@code --config},
 * the environment, the flags.
 *
 * <p>All invalid values are reported together, each with its key, value and remedy.
 */
public final class ConfigReader {

  /** A setting of the read API that the file for all parts may have. */
  private static final String OF_THE_API = "http.replay.token";

  private final ConfigDef definitions = ConfigKeys.definitions();

  public StreamsAppConfig read(CommandLine commandLine, Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    commandLine.file().ifPresent(file -> settings.putAll(checkKnown(file(file), "in " + file)));
    settings.putAll(checkKnown(environment(environment), "in the environment"));
    settings.putAll(checkKnown(commandLine.settings(), "on the command line"));
    String problems =
        definitions.validate(own(settings)).stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .map(this::problem)
            .collect(Collectors.joining(System.lineSeparator()));
    if (!problems.isEmpty()) {
      throw new StartupException(USAGE, problems);
    }
    return StreamsAppConfig.of(definitions.parse(own(settings)), settings);
  }

  private static Map<String, String> file(String name) {
    try {
      Map<String, String> settings =
          ConnectionSettings.readClient(
              Path.of(name), setting -> ConfigKeys.KAFKA_PREFIX + setting, HttpAccessKeys.SECTION);
      settings.remove(OF_THE_API);
      return settings;
    } catch (ConfigException e) {
      throw new StartupException(USAGE, "--config " + e.getMessage());
    }
  }

  private static Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> settings = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> ConfigKeys.keyOf(name).ifPresent(key -> settings.put(key, value)));
    return settings;
  }

  private Map<String, String> checkKnown(Map<String, String> settings, String where) {
    for (String key : settings.keySet()) {
      boolean isPassedOn =
          Stream.concat(Stream.of(ConfigKeys.KAFKA_PREFIX), ConfigKeys.AVRO_PREFIXES.stream())
              .anyMatch(key::startsWith);
      if (!definitions.names().contains(key) && !isPassedOn) {
        throw new StartupException(
            USAGE, "unknown setting " + key + " " + where + "; " + suggestion(key) + "see --help");
      }
      KafkaSettings.checkAllowed(key, settings.get(key));
    }
    return settings;
  }

  /** Names the nearest known key if it looks like a typing error, else nothing. */
  private String suggestion(String key) {
    List<String> names = List.copyOf(definitions.names());
    String nearest =
        names.stream().min(Comparator.comparingInt(name -> distance(key, name))).orElseThrow();
    return distance(key, nearest) <= key.length() / 3 ? "did you mean " + nearest + "? " : "";
  }

  /** Edit distance after V. Levenshtein (1966). */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }

  private Map<String, String> own(Map<String, String> settings) {
    Map<String, String> own = new TreeMap<>(settings);
    own.keySet().retainAll(definitions.names());
    return own;
  }

  private String problem(ConfigValue value) {
    ConfigDef.ConfigKey key = definitions.configKeys().get(value.name());
    boolean isSecret = key.type == ConfigDef.Type.PASSWORD; // arguments are seen by all users
    return String.join("; ", value.errorMessages())
        + " ("
        + key.documentation
        + " Set it with "
        + (isSecret ? "" : ConfigKeys.flag(value.name()) + ", ")
        + ConfigKeys.variable(value.name())
        + " or in the file of --config.)";
  }
}
