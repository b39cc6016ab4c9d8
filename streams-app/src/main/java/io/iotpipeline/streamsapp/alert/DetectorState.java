package io.iotpipeline.streamsapp.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The small part of a detector's state, which changes with every reading. */
final class DetectorState {

  private static final byte VERSION = 1;

  final HourErrors hour = new HourErrors();
  final EwmaScore score = new EwmaScore();
  final ThresholdDetector limits = new ThresholdDetector();

  /** Event time of the newest reading; before the first one, a time in the far past. */
  long newest = Long.MIN_VALUE / 2;

  /** Writes 79 bytes. */
  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(newest);
    hour.write(out);
    score.write(out);
    limits.write(out);
  }

  /**
   * @throws IOException also if the form is unknown
   */
  static DetectorState read(DataInput in) throws IOException {
    FormatVersion.check(in.readByte(), VERSION, "detector state");
    DetectorState state = new DetectorState();
    state.newest = in.readLong();
    state.hour.readFrom(in);
    state.score.readFrom(in);
    state.limits.readFrom(in);
    return state;
  }
}
