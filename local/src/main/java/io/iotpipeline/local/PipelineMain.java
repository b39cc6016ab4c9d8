package io.iotpipeline.local;

import io.iotpipeline.local.command.AlertsCommand;
import io.iotpipeline.local.command.BenchCommand;
import io.iotpipeline.local.command.CassandraCommand;
import io.iotpipeline.local.command.CqlCommand;
import io.iotpipeline.local.command.DemoCommand;
import io.iotpipeline.local.command.DoctorCommand;
import io.iotpipeline.local.command.DownCommand;
import io.iotpipeline.local.command.KafkaCommand;
import io.iotpipeline.local.command.KillCommand;
import io.iotpipeline.local.command.LogsCommand;
import io.iotpipeline.local.command.QuarantineCommand;
import io.iotpipeline.local.command.QueryCommand;
import io.iotpipeline.local.command.ReplayCommand;
import io.iotpipeline.local.command.SetupCommand;
import io.iotpipeline.local.command.SimulateCommand;
import io.iotpipeline.local.command.StatusCommand;
import io.iotpipeline.local.command.UpCommand;
import io.iotpipeline.local.command.VerifyCommand;
import io.iotpipeline.local.stack.StackSettings;
import io.iotpipeline.local.stack.StartException;
import java.nio.file.Path;
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
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new PipelineMain())
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              command.getErr().println(explain(exception));
              return 1;
            })
        .execute(args);
  }

  /** The settings of the stack that the script was called for. */
  public static StackSettings settings() {
    Path root = Path.of(System.getProperty("pipeline.root", "")).toAbsolutePath();
    String home = System.getProperty("pipeline.home", root.resolve(".pipeline").toString());
    return StackSettings.load(root, Path.of(home).toAbsolutePath());
  }

  /**
   * The same for verbs that start, end or look into servers of this machine.
   *
   * @throws StartException when the pipeline's servers are elsewhere
   */
  public static StackSettings settingsOfThisMachine() {
    StackSettings settings = settings();
    settings.requireOnThisMachine();
    return settings;
  }

  private static String explain(Exception exception) {
    if (exception instanceof StartException) {
      return exception.getMessage();
    }
    StringBuilder text = new StringBuilder(exception.toString());
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      text.append("\n  because of ").append(cause);
    }
    return text.append("\nIs the stack up? ./pipeline status tells.").toString();
  }
}
