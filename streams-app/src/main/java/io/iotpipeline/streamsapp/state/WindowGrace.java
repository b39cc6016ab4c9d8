package io.iotpipeline.streamsapp.state;

import io.iotpipeline.schemas.UtcHour;

/**
 * The lateness rule of the hourly windows: a window closes when the clock of its own sensor (the
 * greatest event time accepted from it) reaches the window's end plus the grace.
 *
 * <p>A window is one {@link UtcHour}. All times are milliseconds since 1970-01-01T00:00:00Z.
 *
 * @param graceMs how long a window stays open after its end, in ms
 */
public record WindowGrace(long graceMs) {

  /** Start of the earliest window that is still open at this sensor clock. */
  public long firstOpen(long clock) {
    return UtcHour.startOf(clock - graceMs);
  }
}
