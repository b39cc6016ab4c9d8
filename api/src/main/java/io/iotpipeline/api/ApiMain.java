package io.iotpipeline.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.api.config.ApiConfig;
import io.iotpipeline.api.config.ConfigKeys;
import io.iotpipeline.api.config.ConfigReader;
import io.iotpipeline.api.server.StartupException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The main class. Its options are the settings of {@link ConfigKeys}, but for passwords, because
 * all users of the machine see arguments.
 */
final class ApiMain {

  private static final String CONFIG = "--config";
  private static final String SET = "--set";

  private ApiMain() {}

  public static void main(String[] args) {
    CommandLine commandLine =
        commandLine(System.getenv(), ApiMain::runUntilSignal)
            .setOut(new PrintWriter(System.out, true, UTF_8))
            .setErr(new PrintWriter(System.err, true, UTF_8));
    System.exit(commandLine.execute(args));
  }

  /**
   * @param run runs an API and returns the exit code
   */
  static CommandLine commandLine(Map<String, String> environment, ToIntFunction<ApiConfig> run) {
    CommandSpec spec = CommandSpec.create().name("api").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Reads the pipeline over HTTP: sensors, readings, alerts, quarantine; serves the console.",
            "Each setting can also be an environment variable (API_HTTP_LISTEN), or be in the"
                + " file of --config (http.listen).")
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
            .description(
                "A setting of Kafka's clients (kafka.KEY), of Cassandra's Java driver (cassandra.KEY)"
                    + " or of a login (schema.registry.KEY, connect.KEY, streams.app.KEY)."
                    + " Repeatable.")
            .build());
    ConfigKeys.definitions().configKeys().values().stream()
        .filter(key -> key.type != ConfigDef.Type.PASSWORD)
        .forEach(key -> spec.addOption(option(key)));
    CommandLine commandLine = new CommandLine(spec);
    return commandLine.setExecutionStrategy(
        args ->
            args.isUsageHelpRequested() || args.isVersionHelpRequested()
                ? new CommandLine.RunLast().execute(args)
                : run(args, environment, run, commandLine.getErr()));
  }

  private static OptionSpec option(ConfigDef.ConfigKey key) {
    String byDefault =
        key.defaultValue == null || key.defaultValue.toString().isEmpty()
            ? ""
            : " Default: " + ConfigDef.convertToString(key.defaultValue, key.type) + ".";
    return OptionSpec.builder(ConfigKeys.flag(key.name))
        .paramLabel("VALUE")
        .type(String.class)
        .description(key.documentation + byDefault)
        .build();
  }

  private static int run(
      ParseResult args,
      Map<String, String> environment,
      ToIntFunction<ApiConfig> run,
      PrintWriter err) {
    try {
      return run.applyAsInt(
          new ConfigReader()
              .read(args.matchedOptionValue(CONFIG, null), environment, options(args)));
    } catch (ConfigException e) {
      err.println("api: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (StartupException e) {
      err.println("api: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private static Map<String, String> options(ParseResult args) {
    Map<String, String> options =
        new TreeMap<>(args.matchedOptionValue(SET, Map.<String, String>of()));
    for (String key : ConfigKeys.definitions().names()) {
      String value = args.matchedOptionValue(ConfigKeys.flag(key), null);
      if (value != null) {
        options.put(key, value);
      }
    }
    return options;
  }

  /** Ends the process with code 0 when a signal comes; the JVM would exit with 143. */
  private static int runUntilSignal(ApiConfig config) {
    Api api = Api.start(config);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  api.stop();
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
