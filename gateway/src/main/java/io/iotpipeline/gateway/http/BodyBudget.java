package io.iotpipeline.gateway.http;

import java.util.HashMap;
import java.util.Map;

/**
 * The bytes of all bodies that are being received, and of those of each sender. One sender has at
 * most a quarter, so that its slow uploads do not keep out the others. Thread-safe.
 */
final class BodyBudget {

  private final long max;
  private final Map<String, Long> bySender = new HashMap<>();
  private long all;

  BodyBudget(long max) {
    this.max = max;
  }

  synchronized boolean reserve(String sender, long bytes) {
    long ofSender = bySender.getOrDefault(sender, 0L) + bytes;
    if (all + bytes > max || ofSender > max / 4) {
      return false;
    }
    all += bytes;
    bySender.put(sender, ofSender);
    return true;
  }

  synchronized void release(String sender, long bytes) {
    all -= bytes;
    bySender.computeIfPresent(sender, (key, before) -> before == bytes ? null : before - bytes);
  }
}
