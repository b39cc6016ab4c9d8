package io.iotpipeline.streamsapp.state;

/**
 * When the hourly windows of a sensor begin and close.
 *
 * <p>A window is one UTC hour, start inclusive and end exclusive. It closes when the clock of its
 * own sensor (the greatest event time accepted from it) reaches the window's end plus the grace.
 * All times are milliseconds since 1970-01-01T00:00:00Z.
 *
 * @param graceMs how long a window waits for stragglers after its end
 */
public record Hours(long graceMs) {

  public static final long HOUR_MS = 3_600_000;

  public static long startOf(long time) {
    return time - Math.floorMod(time, HOUR_MS);
  }

  /** Start of the earliest window that is still open at this clock. */
  public long firstOpen(long clock) {
    return startOf(clock - graceMs);
  }
}
