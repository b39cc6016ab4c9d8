package io.iotpipeline.integration.gateway;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one sender has sent, and what of it was acknowledged. Thread-safe. */
final class Ledger {

  /** Readings from a number to that before another one. */
  record Range(int begin, int end) {}

  private final BitSet acknowledged = new BitSet();
  private final Map<ByteBuffer, Range> payloads = new HashMap<>();
  private final Map<String, Integer> retries = new TreeMap<>();
  private long sent;

  synchronized void sent(int readings) {
    sent += readings;
  }

  /** Bytes that the gateway may not understand, and then quarantines as they are. */
  synchronized void sent(byte[] payload, int begin, int end) {
    payloads.put(ByteBuffer.wrap(payload), new Range(begin, end));
    sent(end - begin);
  }

  synchronized void acknowledged(int begin, int end) {
    acknowledged.set(begin, end);
  }

  /** Something was not acknowledged and is to be sent again. */
  synchronized void retried(String why) {
    retries.merge(why, 1, Integer::sum);
  }

  synchronized int acknowledged() {
    return acknowledged.cardinality();
  }

  synchronized boolean isAcknowledged(int reading) {
    return acknowledged.get(reading);
  }

  /** Which readings such bytes have; null if they were not sent. */
  synchronized Range readingsOf(byte[] payload) {
    return payloads.get(ByteBuffer.wrap(payload));
  }

  /** Readings sent, each as often as it was sent; without what a client repeats by itself. */
  synchronized long sent() {
    return sent;
  }

  synchronized Map<String, Integer> retries() {
    return Map.copyOf(retries);
  }
}
