package io.iotpipeline.api.replay;

import io.iotpipeline.admin.cluster.TopicAccess;
import io.iotpipeline.admin.quarantine.QuarantineReader;
import io.iotpipeline.admin.quarantine.Replay;
import io.iotpipeline.admin.quarantine.ReplayOutcome;
import io.iotpipeline.admin.quarantine.ReplayPlan;
import io.iotpipeline.admin.quarantine.ReplayTarget;
import io.iotpipeline.admin.quarantine.TransactionalTarget;
import java.time.Duration;

/** Replays as {@code ./pipeline quarantine replay} does, with the same ledger. */
public final class QuarantineReplay implements Replays.Work {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** About 60 bytes for each of earlier runs, and twice that for each of this run. */
  private static final long MAX_LEDGER = 500_000;

  private final TopicAccess pipeline;

  public QuarantineReplay(TopicAccess pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void run(ReplayJob job) {
    try (QuarantineReader reader = QuarantineReader.open(pipeline, job)) {
      if (job.request().dryRun()) {
        plan(job, reader, ReplayTarget.NOWHERE);
      } else {
        replay(job, reader);
      }
    }
  }

  private void replay(ReplayJob job, QuarantineReader reader) {
    try (ReplayTarget target = TransactionalTarget.open(pipeline);
        ReplayOutcome outcome = ReplayOutcome.open(pipeline)) {
      ReplayPlan plan = plan(job, reader, target);
      outcome.await(
          plan, PATIENCE, () -> job.processed(outcome.validated(), outcome.rejectedByReason()));
    }
  }

  private static ReplayPlan plan(ReplayJob job, QuarantineReader reader, ReplayTarget target) {
    ReplayPlan plan =
        new Replay(reader, target, MAX_LEDGER).run(job.request().filter(), job.request().again());
    job.decided(plan.counts());
    return plan;
  }
}
