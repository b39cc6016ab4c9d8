package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.format.TextEscaper;
import io.iotpipeline.schemas.RejectionReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Selects quarantined records.
 *
 * @param reasons rejection reasons to accept; empty accepts all
 * @param sensor record key to accept, as {@link TextEscaper} prints it; null accepts all
 * @param since earliest time of rejection to accept; null accepts all
 */
public record QuarantineFilter(Set<RejectionReason> reasons, String sensor, Instant since)
    implements Predicate<QuarantinedRecord> {

  public static final QuarantineFilter ALL = new QuarantineFilter(Set.of(), null, null);

  public QuarantineFilter {
    reasons = Set.copyOf(reasons);
  }

  @Override
  public boolean test(QuarantinedRecord record) {
    return hasReason(record)
        && (sensor == null || Arrays.equals(TextEscaper.parse(sensor), record.key()))
        && (since == null || !record.rejectedAt().isBefore(since));
  }

  /** Compares names, because records may have a reason that this version does not know. */
  private boolean hasReason(QuarantinedRecord record) {
    return reasons.isEmpty()
        || reasons.stream().anyMatch(reason -> reason.name().equals(record.reason()));
  }
}
