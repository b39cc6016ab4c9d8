package io.iotpipeline.vertxserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line of a server. Its options are the settings of {@link ServerKeys}, but for
 * passwords, because all users of the machine see arguments.
 */
public final class ServerCommand {

  private static final String CONFIG = "--config";
  private static final String SET = "--set";

  private ServerCommand() {}

  /** Runs a server. */
  @FunctionalInterface
  public interface Run {

    /**
     * @param file of {@code --config}; null: none
     * @param options by key
     * @return the exit code
     */
    int run(Path file, Map<String, String> options);
  }

  /**
   * @param description of the server, a sentence
   * @param passedOn which settings {@code --set} takes, a sentence
   */
  public static CommandLine of(ServerKeys keys, String description, String passedOn, Run run) {
    CommandSpec spec = CommandSpec.create().name(keys.server()).mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            description,
            "Each setting can also be an environment variable (%s), or be in the file of --config (%s)."
                .formatted(keys.variable(ServerKeys.HTTP_LISTEN), ServerKeys.HTTP_LISTEN))
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(
            Map.of(
                "0", "stopped by a signal",
                "1", "cannot start",
                "2", "invalid arguments or settings"));
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .paramLabel("FILE")
            .type(Path.class)
            .description(
                "Properties file with settings, or the file pipeline.properties for all parts.")
            .build());
    spec.addOption(
        OptionSpec.builder(SET)
            .paramLabel("KEY=VALUE")
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .description(passedOn + " Repeatable.")
            .build());
    keys.definitions().configKeys().values().stream()
        .filter(key -> key.type != ConfigDef.Type.PASSWORD)
        .forEach(key -> spec.addOption(option(key)));
    CommandLine commandLine = new CommandLine(spec);
    return commandLine.setExecutionStrategy(
        args ->
            args.hasSubcommand() || args.isUsageHelpRequested() || args.isVersionHelpRequested()
                ? new CommandLine.RunLast().execute(args)
                : run(keys, args, run, commandLine.getErr()));
  }

  private static OptionSpec option(ConfigDef.ConfigKey key) {
    String byDefault =
        key.defaultValue == null || key.defaultValue.toString().isEmpty()
            ? ""
            : " Default: " + ConfigDef.convertToString(key.defaultValue, key.type) + ".";
    return OptionSpec.builder(ServerKeys.flag(key.name))
        .paramLabel("VALUE")
        .type(String.class)
        .description(key.documentation + byDefault)
        .build();
  }

  private static int run(ServerKeys keys, ParseResult args, Run run, PrintWriter err) {
    try {
      return run.run(args.matchedOptionValue(CONFIG, null), options(keys, args));
    } catch (ConfigException e) {
      err.println(keys.server() + ": " + e.getMessage());
      return ExitCode.USAGE;
    } catch (StartupException e) {
      err.println(keys.server() + ": " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private static Map<String, String> options(ServerKeys keys, ParseResult args) {
    Map<String, String> options =
        new TreeMap<>(args.matchedOptionValue(SET, Map.<String, String>of()));
    for (String key : keys.definitions().names()) {
      String value = args.matchedOptionValue(ServerKeys.flag(key), null);
      if (value != null) {
        options.put(key, value);
      }
    }
    return options;
  }

  /** Runs the command line, and ends the process with its exit code. */
  public static void execute(CommandLine commandLine, String... args) {
    commandLine
        .setOut(new PrintWriter(System.out, true, UTF_8))
        .setErr(new PrintWriter(System.err, true, UTF_8));
    System.exit(commandLine.execute(args));
  }

  /**
   * Waits for a signal, then stops the server and ends the process with code 0; the JVM would exit
   * with 143.
   */
  public static int awaitSignal(Runnable stop) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.run();
                  Runtime.getRuntime().halt(ExitCode.OK);
                },
                "stop"));
    try {
      new CountDownLatch(1).await(); // until the hook ends the process
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
