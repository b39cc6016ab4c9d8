package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;

/** The errors of the current hour: count, sum and sum of absolute values. */
final class HourErrors {

  /** Hours since 1970-01-01T00:00:00Z. */
  long hour;

  int readings;
  double sum;
  double absoluteSum;

  /** Whether a reading of this hour completes the current hour. */
  boolean isEndedBy(long nextHour) {
    return readings > 0 && nextHour != hour;
  }

  /** Passes the complete hour to the baseline and starts with an empty one. */
  void finishInto(Baseline baseline) {
    baseline.learn(hour, sum / readings, absoluteSum / readings);
    readings = 0;
    sum = 0;
    absoluteSum = 0;
  }

  void add(long ofHour, double error) {
    hour = ofHour;
    readings++;
    sum += error;
    absoluteSum += Math.abs(error);
  }

  /**
   * @param newest event time of the newest reading
   */
  void write(ByteOutput out, long newest) {
    out.putVarint(hourOf(newest) - hour).putVarint(readings);
    if (readings > 0) {
      out.putDouble(sum).putDouble(absoluteSum);
    }
  }

  void readFrom(ByteInput in, long newest) {
    hour = hourOf(newest) - in.readVarint();
    readings = in.readInt();
    if (readings > 0) {
      sum = in.readDouble();
      absoluteSum = in.readDouble();
    }
  }

  private static long hourOf(long time) {
    return Math.floorDiv(time, UtcHour.MILLIS);
  }
}
