package io.iotpipeline.cli.command.quarantine;

import io.iotpipeline.admin.quarantine.QuarantineReader;
import io.iotpipeline.admin.quarantine.QuarantineSummary;
import io.iotpipeline.admin.quarantine.SummaryPrinter;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.QuarantineFilterOptions;
import io.iotpipeline.producer.options.OptionConverters;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts the records in quarantine. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Counts rejected records by reason and by sensor.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline quarantine list",
      "  ./pipeline quarantine list --since 2h --reason LATE,DUPLICATE"
    })
final class QuarantineListCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private QuarantineFilterOptions options;

  @Option(
      names = "--limit",
      defaultValue = "20",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description =
          "Maximum number of sensors, those with the most records first (default"
              + " ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  QuarantineListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (QuarantineReader reader =
        QuarantineReader.open(context.pipelineWithKafka(), context.err())) {
      QuarantineSummary summary = new QuarantineSummary(reader.ledger());
      reader.read(
          options.filter(),
          record -> {
            summary.add(record);
            return true;
          });
      SummaryPrinter printer = new SummaryPrinter(context.out(), limit);
      if (json) {
        printer.printJson(summary);
      } else {
        printer.printText(summary);
      }
      return 0;
    }
  }
}
