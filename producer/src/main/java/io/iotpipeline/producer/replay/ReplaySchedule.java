package io.iotpipeline.producer.replay;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides when each reading of a file is sent, and with which event time.
 *
 * @param speed seconds of file time per second; 0 is as fast as possible
 * @param newStart event time of the first reading; null to keep the times of the file
 */
record ReplaySchedule(double speed, Instant newStart) {

  /** About 292 years, in nanoseconds. Times that are further away are limited to this. */
  private static final double MAX_DELAY_NANOS = Long.MAX_VALUE;

  /** Returns when the reading is due, in nanoseconds after the first reading of the file. */
  long dueNanos(Instant first, Instant time) {
    return speed == 0 ? 0 : (long) Math.min(MAX_DELAY_NANOS, millis(first, time) * 1e6 / speed);
  }

  /** Returns the event time: the distance to the first reading does not change. */
  Instant eventTime(Instant first, Instant time) {
    return newStart == null ? time : newStart.plusMillis(millis(first, time));
  }

  private static long millis(Instant first, Instant time) {
    return Duration.between(first, time).toMillis();
  }
}
