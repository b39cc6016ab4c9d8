package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how many records went to quarantine, by reason: one line in ten seconds at most, however
 * many they are. One for all threads.
 */
final class RejectionLog {

  static final long INTERVAL_MS = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);

  private final Map<RejectionReason, Long> counts = new EnumMap<>(RejectionReason.class);
  private long lastMs = Long.MIN_VALUE;

  synchronized void count(RejectionReason reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  synchronized void tellIfDue(long nowMs) {
    if (counts.isEmpty() || nowMs - INTERVAL_MS < lastMs) {
      return;
    }
    LOG.warn("Sent to quarantine since the last such line: {}", counts);
    counts.clear();
    lastMs = nowMs;
  }
}
