package io.iotpipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.cli.command.AlertsCommand;
import io.iotpipeline.cli.command.ChaosCommand;
import io.iotpipeline.cli.command.CompletionCommand;
import io.iotpipeline.cli.command.CqlCommand;
import io.iotpipeline.cli.command.DemoCommand;
import io.iotpipeline.cli.command.DoctorCommand;
import io.iotpipeline.cli.command.DownCommand;
import io.iotpipeline.cli.command.HelpCommand;
import io.iotpipeline.cli.command.KafkaCommand;
import io.iotpipeline.cli.command.KillCommand;
import io.iotpipeline.cli.command.LogsCommand;
import io.iotpipeline.cli.command.ReplayCommand;
import io.iotpipeline.cli.command.SetupCommand;
import io.iotpipeline.cli.command.SimulateCommand;
import io.iotpipeline.cli.command.StatusCommand;
import io.iotpipeline.cli.command.UpCommand;
import io.iotpipeline.cli.command.VerifyCommand;
import io.iotpipeline.cli.command.bench.BenchCommand;
import io.iotpipeline.cli.command.cassandra.CassandraCommand;
import io.iotpipeline.cli.command.quarantine.QuarantineCommand;
import io.iotpipeline.cli.command.query.QueryCommand;
import io.iotpipeline.cli.command.secrets.SecretsCommand;
import io.iotpipeline.cli.command.sensors.SensorsCommand;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.context.ContextFactory;
import io.iotpipeline.producer.options.UsageErrors;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The verbs of {@code ./pipeline}. Exit codes: 0 for success, 1 for a failure or a check that does
 * not hold, 2 for wrong usage.
 */
@Command(
    name = "./pipeline",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description =
        "Runs, operates and checks the IoT pipeline. The servers run on this machine, unless the"
            + " verb setup has configured others. ./pipeline VERB --help describes a verb.",
    footer = {
      "",
      "Examples:",
      "  ./pipeline demo --once                            start, send, verify, stop",
      "  ./pipeline up                                     start the servers",
      "  ./pipeline replay --file my.csv --sensor-id hall  send a file",
      "  ./pipeline query hourly hall                      show what became of it",
      "  ./pipeline down                                   stop them, keep the data",
      "",
      "Environment:",
      "  PIPELINE_HOME        folder for data, logs and settings",
      "                       (default: .pipeline in the checkout)",
      "  JAVA_HOME            JDK 17 or newer (default: java on the PATH)",
      "  CASSANDRA_JAVA_HOME  JDK 11 or 17 for Cassandra, needed if JAVA_HOME is newer",
      "",
      "Exit codes: 0 success, 1 failure or a check that does not hold, 2 wrong usage."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      DownCommand.class,
      KillCommand.class,
      CassandraCommand.class,
      SetupCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      QueryCommand.class,
      SensorsCommand.class,
      CqlCommand.class,
      KafkaCommand.class,
      VerifyCommand.class,
      DoctorCommand.class,
      SecretsCommand.class,
      QuarantineCommand.class,
      AlertsCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class PipelineMain implements Runnable {

  private static final int HELP_WIDTH = 80;

  @Spec private CommandSpec spec;

  private PipelineMain() {}

  /** Without a verb: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  public static void main(String[] args) {
    System.exit(run(Context.fromSystemProperties(), args));
  }

  /**
   * Runs a verb.
   *
   * @return its exit code
   */
  public static int run(Context context, String... args) {
    return commandLine(context).execute(args);
  }

  /** The verbs with their options. */
  static CommandLine commandLine(Context context) {
    CommandLine commandLine =
        new CommandLine(new PipelineMain(), new ContextFactory(context))
            .setOut(new PrintWriter(context.out(), true, UTF_8))
            .setErr(new PrintWriter(context.err(), true, UTF_8))
            .setUsageHelpWidth(HELP_WIDTH)
            .setParameterExceptionHandler(UsageErrors::print)
            .setExecutionExceptionHandler(
                (exception, verb, parsed) -> {
                  verb.getErr().println(ErrorMessage.of(exception));
                  return 1;
                });
    configure(commandLine, Version.ofBuild());
    return commandLine;
  }

  /** What picocli does not pass on from a command to its subcommands. */
  private static void configure(CommandLine verb, String version) {
    verb.getCommandSpec().version(version).usageMessage().sortOptions(false);
    verb.getSubcommands().values().forEach(each -> configure(each, version));
  }
}
