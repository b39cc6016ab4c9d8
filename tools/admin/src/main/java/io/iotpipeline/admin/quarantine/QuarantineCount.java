package io.iotpipeline.admin.quarantine;

import java.time.Instant;

/** How many records of one kind are in quarantine. */
public final class QuarantineCount {

  private long records;
  private long refusedAgain;
  private long replayed;
  private Instant newest = Instant.MIN;

  void add(QuarantinedRecord record, boolean wasReplayed) {
    records++;
    refusedAgain += record.isRefusedAgain() ? 1 : 0;
    replayed += wasReplayed ? 1 : 0;
    newest = record.rejectedAt().isAfter(newest) ? record.rejectedAt() : newest;
  }

  public long records() {
    return records;
  }

  /** Those that are replayed records themselves. */
  public long refusedAgain() {
    return refusedAgain;
  }

  /** Those that a replay has put back. */
  public long replayed() {
    return replayed;
  }

  /** When the last of them was refused. */
  public Instant newest() {
    return newest;
  }
}
