package io.iotpipeline.streamsapp.state;

/**
 * One metric within one hour: its statistics, and what was last told about them.
 *
 * <p>{@code emittedCount} is how many readings the last update covered; {@code revision} numbers
 * the updates, in microseconds since 1970-01-01T00:00:00Z, see {@link #nextRevision}.
 */
public final class Series {

  final String metric;
  final Accumulator readings = new Accumulator();
  long emittedCount;
  long revision;

  Series(String metric) {
    this.metric = metric;
  }

  public String metric() {
    return metric;
  }

  public Accumulator readings() {
    return readings;
  }

  /** Number of the update that was told last. */
  public long revision() {
    return revision;
  }

  public boolean isDue() {
    return readings.count > emittedCount;
  }

  /**
   * Marks everything as told under a new revision: the wall clock, but always more than the last
   * one, so that the order of the updates survives a clock that stands still or is set back.
   */
  public void nextRevision(long nowMs) {
    revision = Math.max(revision + 1, nowMs * 1000);
    emittedCount = readings.count;
  }
}
