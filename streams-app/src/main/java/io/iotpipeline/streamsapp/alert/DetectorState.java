package io.iotpipeline.streamsapp.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The small part of what is known of a metric: all that changes with every reading. */
public final class DetectorState {

  private static final byte VERSION = 1;

  final HourErrors hour = new HourErrors();
  final EwmaScore score = new EwmaScore();
  final ThresholdDetector limits = new ThresholdDetector();

  /** Event time of the newest reading; before the first, long before all time. */
  long newest = Long.MIN_VALUE / 2;

  /** 79 bytes. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(newest);
    hour.write(out);
    score.write(out);
    limits.write(out);
  }

  /**
   * @throws IOException also when it was written by a later program
   */
  public static DetectorState read(DataInput in) throws IOException {
    FormatVersion.check(in.readByte(), VERSION, "track");
    DetectorState track = new DetectorState();
    track.newest = in.readLong();
    track.hour.readFrom(in);
    track.score.readFrom(in);
    track.limits.readFrom(in);
    return track;
  }
}
