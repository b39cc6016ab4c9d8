package io.iotpipeline.benchmarks.pipeline;

import java.util.Collection;

/** Percentiles of measured latencies. */
public final class Latencies {

  private final long[] sortedNanos;

  /**
   * @param nanos at least one latency
   */
  public Latencies(Collection<Long> nanos) {
    this.sortedNanos = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sortedNanos.length == 0) {
      throw new IllegalArgumentException("no latency was measured");
    }
  }

  public int count() {
    return sortedNanos.length;
  }

  /**
   * Returns the smallest measured latency that this share of all do not exceed (nearest rank).
   *
   * @param share 0 to 1
   * @return seconds
   */
  public double percentile(double share) {
    int rank = (int) Math.ceil(share * sortedNanos.length);
    return sortedNanos[Math.max(rank, 1) - 1] / 1e9;
  }

  /** Seconds. */
  public double max() {
    return percentile(1);
  }

  @Override
  public String toString() {
    return "p50 %.2f s, p99 %.2f s, max %.2f s (%d rows)"
        .formatted(percentile(0.5), percentile(0.99), max(), count());
  }
}
