package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;

/** One run: everything in quarantine when it begins that the filter lets through, once. */
public final class Replay {

  private final QuarantineReader reader;
  private final ReplayTarget target;

  public Replay(QuarantineReader reader, ReplayTarget target) {
    this.reader = reader;
    this.target = target;
  }

  /**
   * @param again whether to replay what was refused again
   * @return what was done with how many records
   */
  public ReplayPlan run(QuarantineFilter filter, boolean again) {
    // In this order: once every earlier run has ended, the ledger is complete.
    target.begin();
    ReplayPlan plan = new ReplayPlan(filter, again, reader.ledger());
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
