package io.iotpipeline.streamsapp.config;

import static io.iotpipeline.streamsapp.StartupException.USAGE;

import io.iotpipeline.streamsapp.StartupException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Puts the configuration together: defaults, then the file of {@code --config}, then the
 * environment ({@code IOT_} and the key in capitals, with underscores for dots), then the flags;
 * the later wins.
 *
 * <p>Every wrong setting is told by key, value and remedy, all at once.
 */
public final class ConfigReader {

  private static final String ENVIRONMENT_PREFIX = "IOT_";

  private final ConfigDef definitions = ConfigKeys.definitions();

  public StreamsAppConfig read(CommandLine commandLine, Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    commandLine.file().ifPresent(file -> settings.putAll(known(file(file), "in " + file)));
    settings.putAll(known(environment(environment), "in the environment"));
    settings.putAll(known(commandLine.settings(), "on the command line"));
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
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(name))) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartupException(
          USAGE, "--config " + name + ": cannot be read as a file of key=value lines: " + e);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  private static Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> settings = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            String key = name.substring(ENVIRONMENT_PREFIX.length()).replace('_', '.');
            settings.put(key.toLowerCase(Locale.ROOT), value);
          }
        });
    return settings;
  }

  private Map<String, String> known(Map<String, String> settings, String where) {
    for (String key : settings.keySet()) {
      boolean passedOn =
          Stream.concat(Stream.of(ConfigKeys.KAFKA_PREFIX), ConfigKeys.AVRO_PREFIXES.stream())
              .anyMatch(key::startsWith);
      if (!definitions.names().contains(key) && !passedOn) {
        throw new StartupException(
            USAGE,
            "unknown setting "
                + key
                + " "
                + where
                + "; did you mean "
                + nearest(key)
                + "? See --help");
      }
      KafkaSettings.checkAllowed(key, settings.get(key));
    }
    return settings;
  }

  private String nearest(String key) {
    List<String> names = List.copyOf(definitions.names());
    return names.stream().min(Comparator.comparingInt(name -> distance(key, name))).orElseThrow();
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
    String doc = definitions.configKeys().get(value.name()).documentation;
    return String.join("; ", value.errorMessages())
        + " ("
        + doc
        + " Set it by "
        + flag(value.name())
        + ", "
        + variable(value.name())
        + " or in the file of --config.)";
  }

  public static String flag(String key) {
    return "--" + key.replace('.', '-');
  }

  static String variable(String key) {
    return ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
