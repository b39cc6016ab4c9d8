package io.iotpipeline.admin.quarantine;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the records that were refused last, so many of them. */
public final class LatestRecords {

  private static final Comparator<QuarantinedRecord> OLDEST_FIRST =
      Comparator.comparing(QuarantinedRecord::rejectedAt)
          .thenComparing(record -> record.origin().partition())
          .thenComparing(record -> record.origin().offset());

  private final int limit;
  private final PriorityQueue<QuarantinedRecord> kept = new PriorityQueue<>(OLDEST_FIRST);

  public LatestRecords(int limit) {
    this.limit = limit;
  }

  public void add(QuarantinedRecord record) {
    kept.add(record);
    if (kept.size() > limit) {
      kept.remove();
    }
  }

  /** The newest first. */
  public List<QuarantinedRecord> records() {
    return kept.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }
}
