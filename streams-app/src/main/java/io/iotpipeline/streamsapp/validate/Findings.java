package io.iotpipeline.streamsapp.validate;

import io.iotpipeline.schemas.RejectionReason;

/** Collects the rules that one event breaks, in the order in which they are found. */
final class Findings {

  /** Most that is told of one event, in characters. */
  private static final int DETAIL_LIMIT = 1000;

  private RejectionReason reason;
  private StringBuilder detail;

  void add(RejectionReason broken, String what) {
    if (reason == null) {
      reason = broken;
      detail = new StringBuilder();
    } else {
      detail.append("; ");
    }
    detail.append(broken).append(": ").append(what);
  }

  Validation verdict() {
    if (reason == null) {
      return Validation.VALID;
    }
    if (detail.length() > DETAIL_LIMIT) {
      detail.setLength(DETAIL_LIMIT);
      detail.append('…');
    }
    return new Rejected(reason, detail.toString());
  }
}
