package io.iotpipeline.cli.command.quarantine;

import io.iotpipeline.admin.quarantine.Skip;
import io.iotpipeline.cli.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves the streams app past records that are too large for its memory. */
@Command(
    name = "skip",
    mixinStandardHelpOptions = true,
    description = {
      "Moves the stopped streams app past a record that is too large for its memory.",
      "In each partition of sensor-events: finds the first unprocessed record of more than 16 MiB"
          + " before compression. Writes it and the unprocessed records before it to the"
          + " quarantine, and continues after its batch. quarantine replay --reason SKIPPED sends"
          + " the others again."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline quarantine skip --dry-run"})
final class QuarantineSkipCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--dry-run", description = "Show what would be skipped, and write nothing.")
  private boolean dryRun;

  QuarantineSkipCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Skip skip = new Skip(context.pipelineWithKafka(), this::stillWaiting)) {
      List<Skip.Found> found = skip.find();
      for (Skip.Found each : found) {
        context
            .out()
            .printf(
                "%s: the record with offset %d has %,d bytes%n",
                each.partition(), each.offset(), each.bytes());
        if (!dryRun) {
          context
              .out()
              .printf(
                  "%s: %,d records moved to quarantine; the streams app continues at offset %d%n",
                  each.partition(), skip.apply(each), each.next());
        }
      }
      if (found.isEmpty()) {
        context.out().println("No unprocessed record is too large.");
      }
      return 0;
    }
  }

  private void stillWaiting(Duration waited, String members) {
    context
        .err()
        .printf(
            "waiting for the streams app to leave its group: %s after %d s%n",
            members, waited.toSeconds());
  }
}
