package io.iotpipeline.streamsapp.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The errors of the current hour: count, sum and sum of absolute values. */
final class HourErrors {

  private long hour;
  private int readings;
  private double sum;
  private double absoluteSum;

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

  void write(DataOutput out) throws IOException {
    out.writeLong(hour);
    out.writeInt(readings);
    out.writeDouble(sum);
    out.writeDouble(absoluteSum);
  }

  void readFrom(DataInput in) throws IOException {
    hour = in.readLong();
    readings = in.readInt();
    sum = in.readDouble();
    absoluteSum = in.readDouble();
  }
}
