package io.iotpipeline.streamsapp.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How unusual the last hours were: the errors of the readings in scales, smoothed over four hours
 * of event time (exponentially; S. W. Roberts, "Control chart tests based on geometric moving
 * averages", Technometrics 1, 1959). Single outliers do not move it far; what lasts does.
 *
 * <p>A severity begins at 2 (WARNING) or 4 (CRITICAL) and ends at half of that. It is told when it
 * begins, and while it lasts, but of one metric each severity at most once in 24 hours.
 */
final class EwmaScore {

  private static final double SMOOTHING_MS = 4 * 3_600_000;
  private static final double WARNING_AT = 2;
  private static final double CRITICAL_AT = 4;
  private static final long DAY_MS = 86_400_000;

  /** So that a sensor of one reading in a day cannot be judged by a single one. */
  private static final double GREATEST_WEIGHT = 0.25;

  private static final long NEVER = Long.MIN_VALUE / 2;
  private static final byte NONE = 0;
  private static final byte WARNING = 1;
  private static final byte CRITICAL = 2;

  private double value;
  private byte state;
  private byte stateBefore;
  private byte unusualHours;
  private long lastWarning = NEVER;
  private long lastCritical = NEVER;

  double value() {
    return value;
  }

  /** Whether the severity that was told began with an earlier reading. */
  boolean lasts() {
    return stateBefore >= state;
  }

  /** Counts an hour that is over; returns how many in a row ended in some severity. */
  int countHour() {
    unusualHours = (byte) (state == NONE ? 0 : Math.min(Byte.MAX_VALUE, unusualHours + 1));
    return unusualHours;
  }

  /** Begins anew; what was told stays told. */
  void forget() {
    value = 0;
    state = NONE;
    unusualHours = 0;
  }

  /**
   * Takes in a reading.
   *
   * @param elapsed milliseconds since the reading before
   * @param error its error in scales
   * @return the severity to tell, or null
   */
  Severity add(long time, long elapsed, double error) {
    if (elapsed > DAY_MS) {
      forget(); // what was before a silence says nothing about now
    }
    double weight = Math.min(GREATEST_WEIGHT, elapsed / (elapsed + SMOOTHING_MS));
    value += weight * (error - value);
    stateBefore = state;
    state = stateOf(Math.abs(value));
    if (state == CRITICAL && time - lastCritical >= DAY_MS) {
      lastCritical = time;
      return Severity.CRITICAL;
    }
    if (state == WARNING && time - Math.max(lastWarning, lastCritical) >= DAY_MS) {
      lastWarning = time;
      return Severity.WARNING;
    }
    return null;
  }

  private byte stateOf(double size) {
    if (size >= (state == CRITICAL ? CRITICAL_AT / 2 : CRITICAL_AT)) {
      return CRITICAL;
    }
    return size >= (state == NONE ? WARNING_AT : WARNING_AT / 2) ? WARNING : NONE;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(value);
    out.writeByte(state);
    out.writeByte(unusualHours);
    out.writeLong(lastWarning);
    out.writeLong(lastCritical);
  }

  void readFrom(DataInput in) throws IOException {
    value = in.readDouble();
    state = in.readByte();
    unusualHours = in.readByte();
    lastWarning = in.readLong();
    lastCritical = in.readLong();
  }
}
