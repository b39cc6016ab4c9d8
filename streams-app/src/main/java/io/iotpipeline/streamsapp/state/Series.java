package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.store.MetricList;

/**
 * One metric within one hour: its statistics, and which update of them was emitted last.
 *
 * <p>{@code emittedCount} is the number of readings in the last emitted update. {@code revision} is
 * the number of that update, in microseconds since 1970-01-01T00:00:00Z; see {@link #nextRevision}.
 */
public final class Series implements MetricList.OfMetric {

  final String metric;
  final Accumulator readings = new Accumulator();
  long emittedCount;
  long revision;

  Series(String metric) {
    this.metric = metric;
  }

  @Override
  public String metric() {
    return metric;
  }

  public Accumulator readings() {
    return readings;
  }

  /** Revision of the last emitted update; 0 before the first. */
  public long revision() {
    return revision;
  }

  /** Whether it has readings that no update has emitted. */
  public boolean hasUnemittedReadings() {
    return readings.count > emittedCount;
  }

  /**
   * Marks all readings as emitted under a new revision: the wall clock, but always greater than the
   * last revision. So updates stay in order when the clock does not advance or is set back.
   */
  public void nextRevision(long nowMs) {
    revision = Math.max(revision + 1, nowMs * 1000);
    emittedCount = readings.count;
  }
}
