package io.iotpipeline.cli.command.quarantine;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.quarantine.QuarantineReader;
import io.iotpipeline.admin.quarantine.Replay;
import io.iotpipeline.admin.quarantine.ReplayOutcome;
import io.iotpipeline.admin.quarantine.ReplayPlan;
import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;
import io.iotpipeline.admin.quarantine.ReplayTarget;
import io.iotpipeline.admin.quarantine.TransactionalTarget;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.QuarantineFilterOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes rejected records back to the topic that they were read from. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Writes rejected records back to sensor-events.",
      "Key, value and headers are the original ones, plus a header iot-replay-of. No record is"
          + " replayed twice, even by several runs. At the end it says what the streams app has made of"
          + " them. Exit code 1 if selected records were read from"
          + " another topic."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline quarantine replay --reason UNKNOWN_METRIC --dry-run",
      "  ./pipeline quarantine replay --all --since 7d"
    })
final class QuarantineReplayCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Context context;

  @Spec private CommandSpec spec;

  @Mixin private QuarantineFilterOptions options;

  @Option(
      names = "--all",
      description = "Replay records of all reasons except DUPLICATE and UNREADABLE.")
  private boolean all;

  @Option(
      names = "--again",
      description = "Also replay records that were replayed before and rejected again.")
  private boolean again;

  @Option(names = "--dry-run", description = "Show what would be replayed, and write nothing.")
  private boolean dryRun;

  QuarantineReplayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (all == options.hasReasons()) {
      throw new ParameterException(spec.commandLine(), "Give either --reason or --all");
    }
    Pipeline pipeline = context.pipelineWithKafka();
    try (QuarantineReader reader = QuarantineReader.open(pipeline, context.err())) {
      ReplayPlan plan = dryRun ? plan(reader, ReplayTarget.NOWHERE) : replay(pipeline, reader);
      return plan.count(Decision.OTHER_TOPIC) == 0 ? 0 : 1;
    }
  }

  private ReplayPlan replay(Pipeline pipeline, QuarantineReader reader) {
    try (ReplayTarget target = TransactionalTarget.open(pipeline);
        ReplayOutcome outcome = ReplayOutcome.open(pipeline)) {
      ReplayPlan plan = plan(reader, target);
      outcome.await(plan, PATIENCE);
      print(outcome, plan.count(Decision.REPLAY));
      return plan;
    }
  }

  private ReplayPlan plan(QuarantineReader reader, ReplayTarget target) {
    ReplayPlan plan = new Replay(reader, target).run(options.filter(), again);
    print(plan);
    return plan;
  }

  private void print(ReplayPlan plan) {
    for (Decision decision : Decision.values()) {
      long count = plan.count(decision);
      if (decision == Decision.REPLAY) {
        context.out().printf("%,8d %s%n", count, decision.text(dryRun));
        plan.replayedByReason()
            .forEach((reason, records) -> context.out().printf("%,8d   %s%n", records, reason));
      } else if (count > 0) {
        context.out().printf("%,8d %s%n", count, decision.text(dryRun));
      }
    }
  }

  private void print(ReplayOutcome outcome, long replayed) {
    if (replayed == 0) {
      return;
    }
    long rejected = outcome.rejectedByReason().values().stream().mapToLong(Long::longValue).sum();
    context.out().println("Of the replayed records");
    context.out().printf("%,8d validated%n", outcome.validated());
    context.out().printf("%,8d rejected again%n", rejected);
    outcome
        .rejectedByReason()
        .forEach((reason, records) -> context.out().printf("%,8d   %s%n", records, reason));
    long waiting = replayed - outcome.validated() - rejected;
    if (waiting > 0) {
      context
          .out()
          .printf(
              "%,8d not processed yet: the streams app has processed none for %d s%n",
              waiting, PATIENCE.toSeconds());
    }
  }
}
