package io.iotpipeline.streamsapp.config;

import static io.iotpipeline.streamsapp.config.StartupException.USAGE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command-line arguments.
 *
 * @param help whether to print the help and exit
 * @param file the argument of {@code --config}
 * @param settings settings by key
 */
public record CommandLine(boolean help, Optional<String> file, Map<String, String> settings) {

  /**
   * Parses {@code --config FILE}, {@code --set key=value}, {@code --help} and {@code --some-key
   * value}; {@code --name=value} is the same as {@code --name value}.
   *
   * @throws StartupException if the arguments have another form
   */
  public static CommandLine parse(List<String> args) {
    boolean help = false;
    Optional<String> file = Optional.empty();
    Map<String, String> settings = new LinkedHashMap<>();
    Deque<String> rest = new ArrayDeque<>(args);
    while (!rest.isEmpty()) {
      String arg = rest.pop();
      if (arg.equals("--help") || arg.equals("-h")) {
        help = true;
        continue;
      }
      if (!arg.startsWith("--")) {
        throw new StartupException(USAGE, "unexpected argument " + arg + "; see --help");
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      String value = equals < 0 ? valueAfter(name, rest) : arg.substring(equals + 1);
      if (name.equals("--config")) {
        file = Optional.of(value);
      } else if (name.equals("--set")) {
        putPair(value, settings);
      } else {
        settings.put(name.substring(2).replace('-', '.'), value);
      }
    }
    return new CommandLine(help, file, settings);
  }

  private static String valueAfter(String name, Deque<String> rest) {
    if (rest.isEmpty() || rest.peek().startsWith("--")) {
      throw new StartupException(
          USAGE,
          name + " has no value; expected " + name + " VALUE or " + name + "=VALUE; see --help");
    }
    return rest.pop();
  }

  private static void putPair(String pair, Map<String, String> settings) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new StartupException(USAGE, "--set " + pair + ": expected --set key=value");
    }
    settings.put(pair.substring(0, equals), pair.substring(equals + 1));
  }
}
