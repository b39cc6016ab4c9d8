package io.iotpipeline.streamsapp.validate;

import io.iotpipeline.schemas.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects the violations of one event, in the order of {@link RejectionReason}. */
final class Violations {

  /** Maximum length of the detail, in characters; enough for all reasons at once. */
  private static final int MAX_DETAIL_LENGTH = 3000;

  /** Null until the first violation, because most events have none. */
  private Map<RejectionReason, String> byReason;

  void add(RejectionReason reason, String violation) {
    if (byReason == null) {
      byReason = new EnumMap<>(RejectionReason.class);
    }
    byReason.merge(reason, violation, (first, next) -> first + ", " + next);
  }

  Validation toValidation() {
    if (byReason == null) {
      return Validation.VALID;
    }
    String detail =
        byReason.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining("; "));
    if (detail.length() > MAX_DETAIL_LENGTH) {
      detail = detail.substring(0, MAX_DETAIL_LENGTH) + "…";
    }
    return new Rejected(byReason.keySet().iterator().next(), detail);
  }
}
