package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.Topics;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides about each quarantined record whether it is replayed, and keeps count.
 *
 * <p>No record is replayed twice. One that was refused again is another record, with an origin of
 * its own; it is replayed only on request, so that a replay done twice does nothing the second
 * time.
 */
public final class ReplayPlan {

  /** What is done with a record that the filter lets through. */
  public enum Decision {
    REPLAY("replayed"),
    REPLAYED_BEFORE("left: replayed by an earlier run"),
    REFUSED_AGAIN("left: replayed before and refused again (--again takes them)"),
    DUPLICATE("left: duplicates (--reason DUPLICATE takes them)"),
    OTHER_TOPIC("refused: not from " + Topics.SENSOR_EVENTS.name());

    private final String text;

    Decision(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  private final QuarantineFilter filter;
  private final boolean again;
  private final ReplayLedger ledger;
  private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
  private final Map<String, Long> replayedByReason = new TreeMap<>();

  /**
   * @param again whether to replay what was refused again
   * @param ledger what earlier runs have replayed; this run adds to it
   */
  ReplayPlan(QuarantineFilter filter, boolean again, ReplayLedger ledger) {
    this.filter = filter;
    this.again = again;
    this.ledger = ledger;
  }

  Decision decide(QuarantinedRecord record) {
    Decision decision = decisionOn(record);
    decisions.merge(decision, 1L, Long::sum);
    if (decision == Decision.REPLAY) {
      ledger.add(record.origin());
      replayedByReason.merge(record.reason(), 1L, Long::sum);
    }
    return decision;
  }

  public long count(Decision decision) {
    return decisions.getOrDefault(decision, 0L);
  }

  public Map<String, Long> replayedByReason() {
    return replayedByReason;
  }

  private Decision decisionOn(QuarantinedRecord record) {
    if (!record.origin().topic().equals(Topics.SENSOR_EVENTS.name())) {
      return Decision.OTHER_TOPIC;
    }
    if (ledger.contains(record.origin())) {
      return Decision.REPLAYED_BEFORE;
    }
    boolean duplicate = record.reason().equals(RejectionReason.DUPLICATE.name());
    if (duplicate && !filter.reasons().contains(RejectionReason.DUPLICATE)) {
      return Decision.DUPLICATE;
    }
    return record.isRefusedAgain() && !again ? Decision.REFUSED_AGAIN : Decision.REPLAY;
  }
}
