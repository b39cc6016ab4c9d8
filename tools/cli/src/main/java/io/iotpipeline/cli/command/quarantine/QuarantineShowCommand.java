package io.iotpipeline.cli.command.quarantine;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.quarantine.LatestRecords;
import io.iotpipeline.admin.quarantine.QuarantineFilter;
import io.iotpipeline.admin.quarantine.QuarantineReader;
import io.iotpipeline.admin.quarantine.QuarantinedRecord;
import io.iotpipeline.admin.quarantine.RecordPrinter;
import io.iotpipeline.admin.quarantine.SourceOffset;
import io.iotpipeline.admin.quarantine.ValueDecoder;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.QuarantineFilterOptions;
import io.iotpipeline.cli.option.SourceOffsetConverter;
import io.iotpipeline.producer.options.OptionConverters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows single rejected records. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows rejected records, newest first, or the record that was read at ORIGIN.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline quarantine show --sensor sensor-00042",
      "  ./pipeline quarantine show sensor-events/3/1234 --full"
    })
final class QuarantineShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      arity = "0..1",
      paramLabel = "ORIGIN",
      converter = SourceOffsetConverter.class,
      description =
          "Where the record was read: topic/partition/offset, for example sensor-events/3/1234"
              + " (default: the newest records).")
  private SourceOffset origin;

  @Mixin private QuarantineFilterOptions options;

  @Option(
      names = "--limit",
      defaultValue = "10",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Maximum number of records (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--full", description = "Print values in full (default: the first 256 bytes).")
  private boolean full;

  @Option(names = "--json", description = "Print one JSON object per record, with values in full.")
  private boolean json;

  QuarantineShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Pipeline pipeline = context.pipelineWithKafka();
    List<QuarantinedRecord> records;
    try (QuarantineReader reader = QuarantineReader.open(pipeline, context.err())) {
      records = origin == null ? newest(reader) : atOrigin(reader);
    }
    if (records.isEmpty()) {
      context.err().println("No such record is in quarantine.");
      return 1;
    }
    try (ValueDecoder decoder = ValueDecoder.open(pipeline)) {
      RecordPrinter printer = new RecordPrinter(context.out(), decoder);
      for (QuarantinedRecord record : records) {
        if (json) {
          printer.printJson(record);
        } else {
          printer.printText(record, full);
        }
      }
    }
    return 0;
  }

  private List<QuarantinedRecord> newest(QuarantineReader reader) {
    LatestRecords newest = new LatestRecords(limit);
    reader.read(
        options.filter(),
        record -> {
          newest.add(record);
          return true;
        });
    return newest.records();
  }

  private List<QuarantinedRecord> atOrigin(QuarantineReader reader) {
    List<QuarantinedRecord> found = new ArrayList<>();
    reader.read(
        QuarantineFilter.ALL,
        record -> {
          if (record.source().equals(origin)) {
            found.add(record);
          }
          return found.isEmpty();
        });
    return found;
  }
}
