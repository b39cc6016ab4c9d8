package io.iotpipeline.streamsapp.validate;

import io.iotpipeline.schemas.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects the rules that one event breaks; they are told in the order of the reasons. */
final class Violations {

  /** Most that is told of one event, in characters: room for all reasons at once. */
  private static final int DETAIL_LIMIT = 3000;

  /** Made for the first broken rule: most events break none. */
  private Map<RejectionReason, String> broken;

  void add(RejectionReason reason, String what) {
    if (broken == null) {
      broken = new EnumMap<>(RejectionReason.class);
    }
    broken.merge(reason, what, (before, also) -> before + ", " + also);
  }

  Validation verdict() {
    if (broken == null) {
      return Validation.VALID;
    }
    String detail =
        broken.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining("; "));
    boolean tooLong = detail.length() > DETAIL_LIMIT;
    String told = tooLong ? detail.substring(0, DETAIL_LIMIT) + "…" : detail;
    return new Rejected(broken.keySet().iterator().next(), told);
  }
}
