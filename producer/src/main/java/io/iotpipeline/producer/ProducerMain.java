package io.iotpipeline.producer;

import io.iotpipeline.producer.csv.ReplayCommand;
import io.iotpipeline.producer.send.StartupException;
import io.iotpipeline.producer.send.StopSignal;
import io.iotpipeline.producer.simulate.SimulateCommand;
import java.io.UncheckedIOException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** The producer's command line: {@code simulate} and {@code replay}. */
@Command(
    name = "producer",
    description = "Sends sensor events to Kafka: of simulated sensors, or of a CSV file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every event was acknowledged",
      "1:an event failed, or the run could not begin",
      "2:wrong usage"
    })
final class ProducerMain {

  private ProducerMain() {}

  public static void main(String[] args) {
    StopSignal stop = StopSignal.onShutdown();
    int exitCode = commandLine(stop).execute(args);
    stop.finished(exitCode);
    System.exit(exitCode);
  }

  static CommandLine commandLine(StopSignal stop) {
    return new CommandLine(new ProducerMain())
        .addSubcommand(new SimulateCommand(stop))
        .addSubcommand(new ReplayCommand(stop))
        .setExecutionExceptionHandler(ProducerMain::explain);
  }

  /** What a user can mend is told in a line; the rest is a bug of ours and keeps its trace. */
  private static int explain(Exception problem, CommandLine command, ParseResult args)
      throws Exception {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException || cause instanceof UncheckedIOException) {
        command.getErr().println(cause.getMessage());
        return ExitCode.SOFTWARE;
      }
      if (cause instanceof ConfigException) {
        command.getErr().println(cause.getMessage());
        return ExitCode.USAGE;
      }
    }
    throw problem;
  }
}
