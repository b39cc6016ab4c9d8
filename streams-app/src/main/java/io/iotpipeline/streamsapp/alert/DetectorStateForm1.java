package io.iotpipeline.streamsapp.alert;

import java.io.DataInput;
import java.io.IOException;

/** Reads the first stored form of a detector's state: numbers of a fixed length. */
final class DetectorStateForm1 {

  private static final byte VERSION = 1;

  private DetectorStateForm1() {}

  /**
   * @throws IOException also if the form is another one
   */
  static DetectorState read(DataInput in) throws IOException {
    FormatVersion.check(in.readByte(), VERSION, "detector state");
    DetectorState state = new DetectorState();
    state.newest = in.readLong();
    state.hour.hour = in.readLong();
    state.hour.readings = in.readInt();
    state.hour.sum = in.readDouble();
    state.hour.absoluteSum = in.readDouble();
    state.score.value = in.readDouble();
    state.score.state = in.readByte();
    state.score.unusualHours = in.readByte();
    state.score.lastWarning = in.readLong();
    state.score.lastCritical = in.readLong();
    state.limits.lastBeyond = in.readLong();
    state.limits.lastAlert = in.readLong();
    return state;
  }
}
