package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;

/** One run: replays each record that is in quarantine at its start and passes the filter. */
public final class Replay {

  private final QuarantineReader reader;
  private final ReplayTarget target;

  public Replay(QuarantineReader reader, ReplayTarget target) {
    this.reader = reader;
    this.target = target;
  }

  /**
   * @param again whether to replay records that were rejected again after a replay
   * @return the decisions and their counts
   */
  public ReplayPlan run(QuarantineFilter filter, boolean again) {
    // The ledger is complete only after every earlier run has ended, so begin() comes first.
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
