package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.RejectionReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which quarantined records are meant.
 *
 * @param reasons any of them; all when empty
 * @param sensor key of the records, as {@link TextEscaper} shows it; all when null
 * @param since refused then or later; all when null
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

  /** By name, so that a reason that this version does not know is no obstacle. */
  private boolean hasReason(QuarantinedRecord record) {
    return reasons.isEmpty()
        || reasons.stream().anyMatch(reason -> reason.name().equals(record.reason()));
  }
}
