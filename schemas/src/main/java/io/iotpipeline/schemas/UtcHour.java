package io.iotpipeline.schemas;

/** The hour of the hourly windows: a full hour in UTC, start inclusive, end exclusive. */
public final class UtcHour {

  /** Length of an hour in milliseconds. */
  public static final long MILLIS = 3_600_000;

  private UtcHour() {}

  /**
   * Returns the start of the hour that contains a time.
   *
   * @param timeMs milliseconds since 1970-01-01T00:00:00Z; may be negative
   * @return milliseconds since 1970-01-01T00:00:00Z, a multiple of {@link #MILLIS}
   */
  public static long startOf(long timeMs) {
    return timeMs - Math.floorMod(timeMs, MILLIS);
  }
}
