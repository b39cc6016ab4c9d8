package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs how many records were sent to quarantine, by reason, at most one line every 10 seconds.
 * Shared by all threads.
 */
final class RejectionLog {

  static final long INTERVAL_MS = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);

  private final Map<RejectionReason, Long> counts = new EnumMap<>(RejectionReason.class);
  private long lastLoggedMs = Long.MIN_VALUE;

  synchronized void count(RejectionReason reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  synchronized void logIfDue(long nowMs) {
    if (counts.isEmpty() || nowMs - INTERVAL_MS < lastLoggedMs) {
      return;
    }
    LOG.warn("Sent to quarantine since the last summary: {}", counts);
    counts.clear();
    lastLoggedMs = nowMs;
  }
}
