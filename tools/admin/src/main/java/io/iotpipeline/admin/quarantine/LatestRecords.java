package io.iotpipeline.admin.quarantine;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the records that were rejected last, up to a limit. */
public final class LatestRecords {

  private static final Comparator<QuarantinedRecord> OLDEST_FIRST =
      Comparator.comparing(QuarantinedRecord::rejectedAt)
          .thenComparing(record -> record.source().partition())
          .thenComparing(record -> record.source().offset());

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

  /** The kept records, latest first. */
  public List<QuarantinedRecord> records() {
    return kept.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }
}
