package io.iotpipeline.cli;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.cli.command.AlertsCommand;
import io.iotpipeline.cli.command.BenchCommand;
import io.iotpipeline.cli.command.CassandraCommand;
import io.iotpipeline.cli.command.CqlCommand;
import io.iotpipeline.cli.command.DemoCommand;
import io.iotpipeline.cli.command.DoctorCommand;
import io.iotpipeline.cli.command.DownCommand;
import io.iotpipeline.cli.command.KafkaCommand;
import io.iotpipeline.cli.command.KillCommand;
import io.iotpipeline.cli.command.LogsCommand;
import io.iotpipeline.cli.command.QuarantineCommand;
import io.iotpipeline.cli.command.QueryCommand;
import io.iotpipeline.cli.command.ReplayCommand;
import io.iotpipeline.cli.command.SetupCommand;
import io.iotpipeline.cli.command.SimulateCommand;
import io.iotpipeline.cli.command.StatusCommand;
import io.iotpipeline.cli.command.UpCommand;
import io.iotpipeline.cli.command.VerifyCommand;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.context.ContextFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The verbs of {@code ./pipeline}. Exit codes: 0 done, 1 failed or not verified, 2 wrong usage.
 *
 * <p>The script passes where the checkout is ({@code pipeline.root}) and where the stack lives
 * ({@code pipeline.home}) as system properties.
 */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = "Runs the IoT pipeline on real servers on this machine.",
    footer = {
      "",
      "Environment: PIPELINE_HOME (where data and logs stand, default .pipeline beside the script),",
      "JAVA_HOME, CASSANDRA_JAVA_HOME (a JDK 11 or 17 for Cassandra, when JAVA_HOME is another)."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      SetupCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      KillCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      QueryCommand.class,
      AlertsCommand.class,
      QuarantineCommand.class,
      CqlCommand.class,
      CassandraCommand.class,
      KafkaCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      VerifyCommand.class
    })
public final class PipelineMain {

  private PipelineMain() {}

  public static void main(String[] args) {
    System.exit(run(Context.fromSystemProperties(), args));
  }

  /**
   * Runs a verb.
   *
   * @return its exit code
   */
  public static int run(Context context, String... args) {
    return new CommandLine(new PipelineMain(), new ContextFactory(context))
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              command.getErr().println(explain(exception));
              return 1;
            })
        .execute(args);
  }

  private static String explain(Exception exception) {
    if (exception instanceof PipelineException) {
      return exception.getMessage();
    }
    StringBuilder text = new StringBuilder(exception.toString());
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      text.append("\n  because of ").append(cause);
    }
    return text.append("\nIs the stack up? ./pipeline status tells.").toString();
  }
}
