package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;

/** The small part of a detector's state, which changes with every reading. */
final class DetectorState {

  /** A time in the far past: before the first reading, warning, or alert. */
  static final long NEVER = Long.MIN_VALUE / 2;

  final HourErrors hour = new HourErrors();
  final EwmaScore score = new EwmaScore();
  final ThresholdDetector limits = new ThresholdDetector();

  /** Event time of the newest reading. */
  long newest = NEVER;

  /** The newest reading, in the metric's unit; NaN if it is not known. */
  double reading = Double.NaN;

  /** Writes about 40 bytes. All times are stored as differences from the newest reading. */
  void write(ByteOutput out) {
    out.putVarint(newest);
    hour.write(out, newest);
    score.write(out, newest);
    limits.write(out, newest);
    out.putDouble(reading);
  }

  static DetectorState read(ByteInput in) {
    DetectorState state = readForm2(in);
    state.reading = in.readDouble();
    return state;
  }

  /** Reads the form without the newest reading. */
  static DetectorState readForm2(ByteInput in) {
    DetectorState state = new DetectorState();
    state.newest = in.readVarint();
    state.hour.readFrom(in, state.newest);
    state.score.readFrom(in, state.newest);
    state.limits.readFrom(in, state.newest);
    return state;
  }

  static void putTime(ByteOutput out, long time, long newest) {
    out.putVarint(time == NEVER ? -1 : newest - time);
  }

  static long readTime(ByteInput in, long newest) {
    long before = in.readVarint();
    return before == -1 ? NEVER : newest - before;
  }
}
