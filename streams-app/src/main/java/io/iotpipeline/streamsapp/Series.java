package io.iotpipeline.streamsapp;

/**
 * One metric within one window: its statistics, and what was last told about them.
 *
 * <p>{@code emittedCount} is how many readings the last update covered; {@code revision} numbers
 * the updates, in microseconds since 1970-01-01T00:00:00Z, see {@link #nextRevision}.
 */
final class Series {

  final Accumulator readings = new Accumulator();
  long emittedCount;
  long revision;

  boolean isDue() {
    return readings.count > emittedCount;
  }

  /**
   * Marks everything as told under a new revision: the wall clock, but always more than the last
   * one, so that the order of the updates survives a clock that stands still or is set back.
   */
  void nextRevision(long nowMs) {
    revision = Math.max(revision + 1, nowMs * 1000);
    emittedCount = readings.count;
  }
}
