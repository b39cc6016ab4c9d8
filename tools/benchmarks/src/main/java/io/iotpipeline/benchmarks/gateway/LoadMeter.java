package io.iotpipeline.benchmarks.gateway;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the answers. Written by the event loop of the load generator only, so that counting costs
 * nothing; read by another thread.
 */
final class LoadMeter {

  private static final int BUCKETS_PER_MS = 10;
  private static final int BUCKETS = 60_000 * BUCKETS_PER_MS;
  private static final long NANOS_PER_BUCKET = 1_000_000 / BUCKETS_PER_MS;

  private final AtomicLong events = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final int[] latencies = new int[BUCKETS];
  private volatile boolean measures;

  /** The answers from now on have their times counted, or no longer. */
  void measure(boolean required) {
    measures = required;
  }

  void addAcknowledged(int count, long nanos) {
    events.lazySet(events.get() + count);
    if (measures) {
      latencies[(int) Math.min(BUCKETS - 1, nanos / NANOS_PER_BUCKET)]++;
    }
  }

  void addRefused() {
    refused.lazySet(refused.get() + 1);
  }

  long events() {
    return events.get();
  }

  long refused() {
    return refused.get();
  }

  /** To a tenth of a millisecond; 0 if nothing was answered. Called when all is answered. */
  double percentileMs(double share) {
    long all = 0;
    for (int count : latencies) {
      all += count;
    }
    long left = (long) Math.ceil(share * all);
    for (int bucket = 0; bucket < BUCKETS && left > 0; bucket++) {
      left -= latencies[bucket];
      if (left <= 0) {
        return (bucket + 1.0) / BUCKETS_PER_MS;
      }
    }
    return 0;
  }
}
