package io.iotpipeline.admin.quarantine;

import java.time.Instant;

/** Counts quarantined records that have a reason or a sensor in common. */
final class QuarantineCount {

  private long records;
  private long rejectedAgain;
  private long replayed;
  private Instant latest = Instant.MIN;

  void add(QuarantinedRecord record, boolean wasReplayed) {
    records++;
    rejectedAgain += record.isRejectedAgain() ? 1 : 0;
    replayed += wasReplayed ? 1 : 0;
    latest = record.rejectedAt().isAfter(latest) ? record.rejectedAt() : latest;
  }

  long records() {
    return records;
  }

  /** Records that were rejected again after a replay. */
  long rejectedAgain() {
    return rejectedAgain;
  }

  /** Records that have been replayed. */
  long replayed() {
    return replayed;
  }

  /** When the last record was rejected; {@link Instant#MIN} if there is none. */
  Instant latest() {
    return latest;
  }
}
