package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;

/** One run: replays each record that is in quarantine at its start and passes the filter. */
public final class Replay {

  private final QuarantineReader reader;
  private final ReplayTarget target;
  private final long ledgerCapacity;

  public Replay(QuarantineReader reader, ReplayTarget target) {
    this(reader, target, Long.MAX_VALUE);
  }

  /**
   * @param ledgerCapacity replayed records, of this run and of earlier ones, that there is memory
   *     for
   */
  public Replay(QuarantineReader reader, ReplayTarget target, long ledgerCapacity) {
    this.reader = reader;
    this.target = target;
    this.ledgerCapacity = ledgerCapacity;
  }

  /**
   * @param again whether to replay records that were rejected again after a replay
   * @return the decisions and their counts
   * @throws io.iotpipeline.admin.cluster.PipelineException if there is no memory for the ledger
   */
  public ReplayPlan run(QuarantineFilter filter, boolean again) {
    // The ledger is complete only after every earlier run has ended, so begin() comes first.
    target.begin();
    ReplayPlan plan = new ReplayPlan(filter, again, reader.ledger(ledgerCapacity));
    reader.read(
        filter,
        record -> {
          if (plan.decide(record) == Decision.REPLAY) {
            target.add(record);
          }
          return true;
        });
    target.finish();
    return plan;
  }
}
