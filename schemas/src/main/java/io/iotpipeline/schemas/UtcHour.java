package io.iotpipeline.schemas;

/** The hour of the hourly windows: UTC, start inclusive, end exclusive. */
public final class UtcHour {

  /** Length of an hour, milliseconds. */
  public static final long MILLIS = 3_600_000;

  private UtcHour() {}

  /**
   * The start of the hour that a time lies in.
   *
   * @param timeMs milliseconds since 1970-01-01T00:00:00Z, also negative
   */
  public static long startOf(long timeMs) {
    return timeMs - Math.floorMod(timeMs, MILLIS);
  }
}
