package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;

/**
 * Detects readings beyond a fixed limit. It raises an alert when readings pass the limit, and again
 * once a day while they stay beyond it. The condition ends after an hour within the limits, so that
 * readings that oscillate around the limit raise one alert and not hundreds.
 */
final class ThresholdDetector {

  private static final long END_AFTER_MS = UtcHour.MILLIS;
  private static final long DAY_MS = 24 * UtcHour.MILLIS;

  long lastBeyond = DetectorState.NEVER;
  long lastAlert = DetectorState.NEVER;
  private boolean lasting;

  /** Whether the emitted condition started with an earlier reading. */
  boolean isLasting() {
    return lasting;
  }

  /** Returns whether a condition has ended before a reading; true once for each. */
  boolean takeEnded(long time) {
    boolean ended = lastBeyond != DetectorState.NEVER && time - lastBeyond >= END_AFTER_MS;
    if (ended) {
      lastBeyond = DetectorState.NEVER;
    }
    return ended;
  }

  /**
   * @param low the lower limit, NaN for none
   * @param high the upper limit, NaN for none
   * @return the limit to raise an alert for, or NaN
   */
  double passed(long time, double value, double low, double high) {
    double limit = value > high ? high : value < low ? low : Double.NaN;
    if (Double.isNaN(limit)) {
      return limit;
    }
    lasting = time - lastBeyond < END_AFTER_MS;
    lastBeyond = time;
    if (lasting && time - lastAlert < DAY_MS) {
      return Double.NaN;
    }
    lastAlert = time;
    return limit;
  }

  /**
   * @param newest event time of the newest reading
   */
  void write(ByteOutput out, long newest) {
    DetectorState.putTime(out, lastBeyond, newest);
    DetectorState.putTime(out, lastAlert, newest);
  }

  void readFrom(ByteInput in, long newest) {
    lastBeyond = DetectorState.readTime(in, newest);
    lastAlert = DetectorState.readTime(in, newest);
  }
}
