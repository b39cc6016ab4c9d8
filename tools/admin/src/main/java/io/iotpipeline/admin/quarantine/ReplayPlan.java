package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.Topics;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides for each quarantined record whether to replay it, and counts the decisions.
 *
 * <p>No record is replayed twice. A replayed record that is rejected again becomes a new
 * quarantined record. It is replayed only on request, so that running the same replay twice has no
 * further effect.
 */
public final class ReplayPlan {

  /** What to do with a record that passes the filter. */
  public enum Decision {
    REPLAY("replayed"),
    REPLAYED_BEFORE("skipped: replayed by an earlier run"),
    REJECTED_AGAIN("skipped: replayed before and rejected again (--again replays them)"),
    DUPLICATE("skipped: duplicates (--reason DUPLICATE replays them)"),
    UNREADABLE("skipped: not an event, so rejected with any setting; the device has to send again"),
    TOO_LARGE("skipped: larger than 1 MiB, so rejected with any setting"),
    OTHER_TOPIC("skipped: not from " + Topics.SENSOR_EVENTS.name());

    private final String text;

    Decision(String text) {
      this.text = text;
    }

    /**
     * For people.
     *
     * @param dryRun whether the records were only counted
     */
    public String text(boolean dryRun) {
      return dryRun && this == REPLAY ? "would be replayed" : text;
    }
  }

  private final QuarantineFilter filter;
  private final boolean again;
  private final ReplayLedger ledger;
  private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
  private final Map<String, Long> replayedByReason = new TreeMap<>();
  private final ReplayLedger replayed = new ReplayLedger();

  /**
   * @param again whether to replay records that were rejected again after a replay
   * @param ledger records that earlier runs replayed; this run adds to it
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
      ledger.add(record.source());
      replayed.add(record.source());
      replayedByReason.merge(record.reason(), 1L, Long::sum);
    }
    return decision;
  }

  /** The records that pass the filter, by decision; without decisions that none has. */
  public Map<Decision, Long> counts() {
    return Map.copyOf(decisions);
  }

  public long count(Decision decision) {
    return decisions.getOrDefault(decision, 0L);
  }

  public Map<String, Long> replayedByReason() {
    return replayedByReason;
  }

  /**
   * Whether this run has replayed a record.
   *
   * @param source as the header of a replayed record names it
   */
  boolean hasReplayed(String source) {
    try {
      return replayed.contains(SourceOffset.parse(source));
    } catch (IllegalArgumentException e) {
      return false; // a producer has set the header
    }
  }

  private Decision decisionOn(QuarantinedRecord record) {
    if (!record.source().topic().equals(Topics.SENSOR_EVENTS.name())) {
      return Decision.OTHER_TOPIC;
    }
    if (!record.isWhole()) {
      return Decision.TOO_LARGE;
    }
    if (record.reason().equals(RejectionReason.UNREADABLE.name())) {
      return Decision.UNREADABLE;
    }
    if (ledger.contains(record.source())) {
      return Decision.REPLAYED_BEFORE;
    }
    boolean duplicate = record.reason().equals(RejectionReason.DUPLICATE.name());
    if (duplicate && !filter.reasons().contains(RejectionReason.DUPLICATE)) {
      return Decision.DUPLICATE;
    }
    return record.isRejectedAgain() && !again ? Decision.REJECTED_AGAIN : Decision.REPLAY;
  }
}
