package io.iotpipeline.streamsapp;

import java.util.Locale;

/** How much of a sensor's readings one partition of the table holds. */
enum EventBucket {
  /** A day (UTC). */
  DAY,
  /** An hour (UTC), for sensors that send so often that a day would be too much. */
  HOUR;

  private static final long HOUR_MS = 3_600_000;
  private static final long HOURS_OF_DAY = 24;

  /** The bucket of that name, in lower case. */
  static EventBucket of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * What tells the bucket apart from others of its day: 0, or the hour of the day.
   *
   * @param timeMs milliseconds since 1970-01-01T00:00:00Z
   */
  int hour(long timeMs) {
    return this == DAY ? 0 : (int) Math.floorMod(Math.floorDiv(timeMs, HOUR_MS), HOURS_OF_DAY);
  }
}
