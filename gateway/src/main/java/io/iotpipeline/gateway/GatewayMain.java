package io.iotpipeline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.gateway.config.ConfigKeys;
import io.iotpipeline.gateway.config.ConfigReader;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.gateway.intake.StartupException;
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
final class GatewayMain {

  private static final String CONFIG = "--config";
  private static final String SET = "--set";

  private GatewayMain() {}

  public static void main(String[] args) {
    CommandLine commandLine =
        commandLine(System.getenv(), GatewayMain::runUntilSignal)
            .setOut(new PrintWriter(System.out, true, UTF_8))
            .setErr(new PrintWriter(System.err, true, UTF_8));
    System.exit(commandLine.execute(args));
  }

  /**
   * @param run runs a gateway and returns the exit code
   */
  static CommandLine commandLine(
      Map<String, String> environment, ToIntFunction<GatewayConfig> run) {
    CommandSpec spec = CommandSpec.create().name("gateway").mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Takes events of devices over HTTP and MQTT, and answers when Kafka has them.",
            "Each setting can also be an environment variable (GATEWAY_HTTP_LISTEN), or be in the"
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
                "A setting of Kafka's producer (kafka.linger.ms=20) or of the Avro serializer"
                    + " (serde.KEY). Repeatable.")
            .build());
    ConfigKeys.definitions().configKeys().values().stream()
        .filter(key -> key.type != ConfigDef.Type.PASSWORD)
        .forEach(key -> spec.addOption(option(key)));
    CommandLine commandLine = new CommandLine(spec).addSubcommand(new TokenCommand());
    return commandLine.setExecutionStrategy(
        args ->
            args.hasSubcommand() || args.isUsageHelpRequested() || args.isVersionHelpRequested()
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
      ToIntFunction<GatewayConfig> run,
      PrintWriter err) {
    try {
      return run.applyAsInt(
          new ConfigReader()
              .read(args.matchedOptionValue(CONFIG, null), environment, options(args)));
    } catch (ConfigException e) {
      err.println("gateway: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (StartupException e) {
      err.println("gateway: " + e.getMessage());
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
  private static int runUntilSignal(GatewayConfig config) {
    Gateway gateway = Gateway.start(config);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.stop();
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
