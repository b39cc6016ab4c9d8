package io.iotpipeline.gateway.mqtt;

import java.util.HashMap;
import java.util.Map;

/** The bytes of packets that have come in part, of all connections together. Thread-safe. */
final class PartialBytes {

  private final long limit;
  private final Map<PartialPackets, Long> byConnection = new HashMap<>();
  private long total;

  /**
   * @param limit bytes
   */
  PartialBytes(long limit) {
    this.limit = limit;
  }

  /**
   * @param bytes all that a connection has in part now
   * @return the connection that has the most and must be closed, since the total is too large; it
   *     counts no more. Null if there is room
   */
  synchronized PartialPackets set(PartialPackets connection, long bytes) {
    Long before =
        bytes == 0 ? byConnection.remove(connection) : byConnection.put(connection, bytes);
    total += bytes - (before == null ? 0 : before);
    if (total <= limit) {
      return null;
    }
    // One is enough: it has at least what this connection has added.
    PartialPackets largest =
        byConnection.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    total -= byConnection.remove(largest);
    return largest;
  }

  synchronized long total() {
    return total;
  }
}
