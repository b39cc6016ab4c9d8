package io.iotpipeline.cli.command;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.quarantine.QuarantineReader;
import io.iotpipeline.admin.quarantine.Replay;
import io.iotpipeline.admin.quarantine.ReplayPlan;
import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;
import io.iotpipeline.admin.quarantine.ReplayTarget;
import io.iotpipeline.admin.quarantine.TransactionalTarget;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.QuarantineFilterOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts refused records back into the topic they came from. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Puts refused records back into sensor-events, with their key, value and headers as they",
      "came, and a header iot-replay-of. No refused record is replayed twice, by any run.",
      "Exit code 1 when some that were asked for came from another topic."
    })
final class QuarantineReplayCommand implements Callable<Integer> {

  private final Context context;

  @Spec private CommandSpec spec;

  @Mixin private QuarantineFilterOptions options;

  @Option(names = "--all", description = "Whatever the reason, but no duplicates.")
  private boolean all;

  @Option(
      names = "--again",
      description = "Also those that were replayed before and refused again.")
  private boolean again;

  @Option(names = "--dry-run", description = "Say what would be replayed, and do nothing.")
  private boolean dryRun;

  QuarantineReplayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (all == options.namesReasons()) {
      throw new ParameterException(spec.commandLine(), "Say what to replay: --reason, or --all");
    }
    Pipeline pipeline = context.pipeline();
    try (QuarantineReader reader = QuarantineReader.open(pipeline, context.err());
        ReplayTarget target = dryRun ? ReplayTarget.NOWHERE : TransactionalTarget.open(pipeline)) {
      ReplayPlan plan = new Replay(reader, target).run(options.filter(), again);
      print(plan);
      return plan.count(Decision.OTHER_TOPIC) == 0 ? 0 : 1;
    }
  }

  private void print(ReplayPlan plan) {
    for (Decision decision : Decision.values()) {
      long count = plan.count(decision);
      if (decision == Decision.REPLAY) {
        String text = dryRun ? "would be replayed" : decision.text();
        context.out().printf("%,8d %s%n", count, text);
        plan.replayedByReason()
            .forEach((reason, records) -> context.out().printf("%,8d   %s%n", records, reason));
      } else if (count > 0) {
        context.out().printf("%,8d %s%n", count, decision.text());
      }
    }
  }
}
