package io.iotpipeline.streamsapp.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells when readings pass a fixed limit, and again each day while they do. It counts as one
 * passing until the readings have kept within the limits for an hour, so that a reading that swings
 * about its limit raises one alert and not hundreds.
 */
final class ThresholdDetector {

  private static final long QUIET_MS = 3_600_000;
  private static final long DAY_MS = 86_400_000;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private long lastBeyond = NEVER;
  private long lastAlert = NEVER;
  private boolean lasts;

  /** Whether the passing that was told began with an earlier reading. */
  boolean lasts() {
    return lasts;
  }

  /**
   * @param low the lower limit, NaN for none
   * @param high the upper limit, NaN for none
   * @return the limit that is to be told as passed, else NaN
   */
  double passed(long time, double value, double low, double high) {
    double limit = value > high ? high : value < low ? low : Double.NaN;
    if (Double.isNaN(limit)) {
      return limit;
    }
    lasts = time - lastBeyond < QUIET_MS;
    lastBeyond = time;
    if (lasts && time - lastAlert < DAY_MS) {
      return Double.NaN;
    }
    lastAlert = time;
    return limit;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(lastBeyond);
    out.writeLong(lastAlert);
  }

  void readFrom(DataInput in) throws IOException {
    lastBeyond = in.readLong();
    lastAlert = in.readLong();
  }
}
