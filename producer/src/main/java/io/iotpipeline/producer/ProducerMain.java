package io.iotpipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.producer.options.UsageErrors;
import io.iotpipeline.producer.replay.ReplayCommand;
import io.iotpipeline.producer.send.StartupException;
import io.iotpipeline.producer.send.StopSignal;
import io.iotpipeline.producer.simulate.SimulateCommand;
import io.iotpipeline.producer.terminal.WordWrap;
import io.iotpipeline.producer.text.CsvException;
import io.iotpipeline.schemas.VisibleText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** The producer's command line: {@code simulate} and {@code replay}. */
@Command(
    name = "producer",
    description = "Sends sensor events to Kafka, from simulated sensors or from a CSV file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all events were acknowledged",
      "1:an event failed, or the run could not start",
      "2:invalid arguments or settings"
    })
final class ProducerMain {

  private ProducerMain() {}

  public static void main(String[] args) {
    StopSignal stop = StopSignal.onShutdown();
    int columns = Integer.getInteger("columns", 0); // of the terminal; ./pipeline sets it
    int exitCode =
        commandLine(stop)
            .setOut(new PrintWriter(WordWrap.on(System.out, columns), true, UTF_8))
            .setErr(new PrintWriter(WordWrap.on(System.err, columns), true, UTF_8))
            .execute(args);
    stop.finished(exitCode);
    System.exit(exitCode);
  }

  static CommandLine commandLine(StopSignal stop) {
    return new CommandLine(new ProducerMain())
        .addSubcommand(new SimulateCommand(stop))
        .addSubcommand(new ReplayCommand(stop))
        .setCommandName(System.getProperty("program", "producer"))
        .setParameterExceptionHandler(UsageErrors::print)
        .setExecutionExceptionHandler(ProducerMain::handleException);
  }

  /** Prints one line for a problem that the user can fix. Any other exception is a bug. */
  private static int handleException(Exception exception, CommandLine command, ParseResult args)
      throws Exception {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException
          || cause instanceof CsvException
          || cause instanceof UncheckedIOException) {
        command.getErr().println(visible(cause));
        return ExitCode.SOFTWARE;
      }
      if (cause instanceof ConfigException) {
        command.getErr().println(visible(cause));
        return ExitCode.USAGE;
      }
    }
    throw exception;
  }

  /** The message, line by line: it can have text of a file. */
  private static String visible(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .map(VisibleText::of)
        .collect(Collectors.joining("\n"));
  }
}
