package io.iotpipeline.gateway.sparkplug;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Asks a node for its births at most once in a while: a node that ignores the command, or sends
 * much before it obeys, gets no flood of them. Not thread-safe.
 */
final class RebirthLimiter {

  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Long> lastTimes;

  /**
   * @param maxNodes above it the node that was asked longest ago is forgotten, and may be asked
   *     again
   */
  RebirthLimiter(Duration interval, int maxNodes, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.lastTimes =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > maxNodes;
          }
        };
  }

  boolean permit(String nodeId) {
    long now = nanoTime.getAsLong();
    Long last = lastTimes.get(nodeId);
    if (last != null && now - last < intervalNanos) {
      return false;
    }
    lastTimes.remove(nodeId);
    lastTimes.put(nodeId, now);
    return true;
  }
}
