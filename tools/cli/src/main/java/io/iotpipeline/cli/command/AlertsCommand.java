package io.iotpipeline.cli.command;

import io.iotpipeline.evaluation.AlertEvaluation;
import io.iotpipeline.evaluation.EvaluationReport;
import io.iotpipeline.evaluation.FailureWindow;
import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvOptions;
import io.iotpipeline.producer.options.CsvFormatOptions;
import io.iotpipeline.producer.text.CsvException;
import io.iotpipeline.producer.text.CsvInput;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verbs about alerts that need no running stack. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "evaluate",
    description = "Evaluates alerts on a CSV file. For alerts in Cassandra, see query alerts.",
    footerHeading = "%nExamples:%n",
    footer = "  ./pipeline alerts evaluate --file machine_temperature.csv --metric value",
    subcommands = AlertsCommand.Evaluate.class)
public final class AlertsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing subcommand; use: alerts evaluate");
  }

  /** Runs a metric of a CSV file through the detectors of the streams app, in this process. */
  @Command(
      name = "evaluate",
      mixinStandardHelpOptions = true,
      description = {
        "Runs one metric of a CSV file through the alert detectors of the streams app, without any"
            + " server, and prints the alerts that it raises.",
        "The file is read as replay reads it, in the order of its times. Rows without a valid time"
            + " and value are skipped and counted."
      },
      footerHeading = "%nExamples:%n",
      footer =
          "  ./pipeline alerts evaluate --file machine_temperature.csv --metric value --windows default",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the file was evaluated",
        "1:a file cannot be read or lacks a column",
        "2:invalid arguments"
      })
  static final class Evaluate implements Callable<Integer> {

    private static final String DEFAULT_WINDOWS = "default";

    @Spec private CommandSpec spec;

    @Option(names = "--file", paramLabel = "FILE", required = true, description = "The CSV file.")
    private Path file;

    @Option(
        names = "--metric",
        paramLabel = "COLUMN",
        required = true,
        description = "Column with the value of the metric.")
    private String metric;

    @Option(
        names = "--sensor-column",
        paramLabel = "COLUMN",
        description = "Column with the sensor id. Default: all rows belong to one sensor.")
    private String sensorColumn;

    @Option(
        names = "--windows",
        paramLabel = "FILE|default",
        description = {
          "CSV file with the columns begin and end: periods of known failures. The report says when"
              + " each was found, and how many alerts are outside.",
          "default: the four failures of machine_temperature.csv (Numenta Anomaly Benchmark)."
        })
    private String windows;

    @Mixin private CsvFormatOptions format;

    @Override
    public Integer call() {
      PrintWriter err = spec.commandLine().getErr();
      try {
        List<FailureWindow> failures = failureWindows();
        AlertEvaluation evaluation = evaluate();
        new EvaluationReport(failures, spec.commandLine().getOut()).print(evaluation);
        if (evaluation.invalidRows() > 0) {
          err.println(
              "skipped " + evaluation.invalidRows() + " rows without a valid time or value");
        }
        return ExitCode.OK;
      } catch (CsvException | UncheckedIOException e) {
        err.println("alerts evaluate: " + e.getMessage());
        return ExitCode.SOFTWARE;
      }
    }

    /** Without a sensor column, all rows are of one sensor that has the name of the metric. */
    private AlertEvaluation evaluate() {
      CsvOptions options =
          format.resolve(
              sensorColumn, sensorColumn == null ? metric : null, List.of(metric), null, null);
      try (CsvInput input = CsvInput.open(file)) {
        return AlertEvaluation.of(CsvFile.open(input, options), metric);
      }
    }

    private List<FailureWindow> failureWindows() {
      if (windows == null) {
        return List.of();
      }
      return windows.equals(DEFAULT_WINDOWS)
          ? FailureWindow.ofMachineTemperature()
          : FailureWindow.read(Path.of(windows));
    }
  }
}
