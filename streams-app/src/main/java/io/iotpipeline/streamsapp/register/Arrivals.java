package io.iotpipeline.streamsapp.register;

/**
 * Whether the events of many sensors have stopped to arrive: none has come for longer than is usual
 * for all of them together.
 */
final class Arrivals {

  /** With fewer sensors, each may have its own reason to be silent. */
  private static final int MANY_SENSORS = 10;

  private static final long MARGIN_MS = 5_000;

  /** What a stop may add to the learnt interval, in times of its limit. */
  private static final int MAX_LEARNT_FROM_STOP = 1;

  private final LearntInterval learnt = new LearntInterval();
  private long lastHeard = Registration.NEVER;
  private long resumedAt = Registration.NEVER;
  private boolean stopped;

  /**
   * Records an event.
   *
   * @param heard when the newest event arrived, ms since 1970-01-01T00:00:00Z
   */
  void heard(long heard) {
    if (heard > lastHeard) {
      boolean limited = stopped && isUsualKnown();
      learnt.heard(heard, 0, limited ? MAX_LEARNT_FROM_STOP * limit() : Long.MAX_VALUE);
      lastHeard = heard;
    }
  }

  /**
   * Judges whether they have stopped.
   *
   * @param expected sensors that were not overdue when the newest event arrived; one that was
   *     overdue then is no sign that events have stopped
   * @param now ms since 1970-01-01T00:00:00Z
   * @param whileUnknown what is assumed after a start, as long as it is not known how often events
   *     arrive
   */
  void judge(long expected, long now, boolean whileUnknown) {
    boolean late = isUsualKnown() ? now - lastHeard >= limit() : whileUnknown;
    boolean stops = expected >= MANY_SENSORS && late;
    if (stopped && !stops) {
      resumedAt = now;
    }
    stopped = stops;
  }

  /** Whether it is known how often events arrive, which is learnt after a start. */
  boolean isUsualKnown() {
    return learnt.at(lastHeard) > 0;
  }

  private long limit() {
    long expected = learnt.at(lastHeard);
    return expected + expected / 2 + MARGIN_MS;
  }

  /** When the newest event arrived, or {@link Registration#NEVER}. */
  long lastHeard() {
    return lastHeard;
  }

  boolean isStopped() {
    return stopped;
  }

  /** When events arrived again after none had, or {@link Registration#NEVER}. */
  long resumedAt() {
    return resumedAt;
  }
}
