package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.AlertSeverity;
import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;

/**
 * How unusual the last hours were: the errors of the readings in scales, smoothed exponentially
 * over four hours of event time (S. W. Roberts, "Control chart tests based on geometric moving
 * averages", Technometrics 1, 1959). A single outlier has little effect, a lasting error a large
 * one.
 *
 * <p>A severity starts at 2 (WARNING) or 4 (CRITICAL) and ends at half of that. It is emitted when
 * it starts and while it lasts, each severity of a metric at most once in 24 hours.
 */
final class EwmaScore {

  private static final double SMOOTHING_MS = 4 * UtcHour.MILLIS;
  private static final double WARNING_AT = 2;
  private static final double CRITICAL_AT = 4;
  private static final long DAY_MS = 24 * UtcHour.MILLIS;

  /** Maximum weight of one reading, so that rare readings do not decide alone. */
  private static final double MAX_WEIGHT = 0.25;

  private static final byte NONE = 0;
  private static final byte WARNING = 1;
  private static final byte CRITICAL = 2;

  /** Added to the stored state. */
  private static final byte EMITTED = 4;

  double value;
  byte state;
  private byte previousState;

  /** Whether a severity was emitted since the readings became unusual. */
  private boolean emitted;

  byte unusualHours;
  long lastWarning = DetectorState.NEVER;
  long lastCritical = DetectorState.NEVER;

  double value() {
    return value;
  }

  /** Whether the emitted severity started with an earlier reading. */
  boolean isLasting() {
    return previousState >= state;
  }

  /** Returns whether the readings are as usual again after an emitted severity; true once. */
  boolean takeEnded() {
    boolean ended = emitted && state == NONE;
    emitted &= !ended;
    return ended;
  }

  /** Counts a complete hour; returns how many hours in a row ended with a severity. */
  int countHour() {
    unusualHours = (byte) (state == NONE ? 0 : Math.min(Byte.MAX_VALUE, unusualHours + 1));
    return unusualHours;
  }

  /** Resets the score, but not the times of the last emitted severities. */
  void reset() {
    value = 0;
    state = NONE;
    unusualHours = 0;
  }

  /**
   * Adds a reading.
   *
   * @param time its event time, ms since 1970-01-01T00:00:00Z
   * @param elapsed ms since the previous reading
   * @param error its error in scales
   * @return the severity to emit, or null
   */
  AlertSeverity add(long time, long elapsed, double error) {
    if (elapsed > DAY_MS) {
      reset(); // the score before a long gap says nothing about now
    }
    double weight = Math.min(MAX_WEIGHT, elapsed / (elapsed + SMOOTHING_MS));
    value += weight * (error - value);
    previousState = state;
    state = stateOf(Math.abs(value));
    if (state == CRITICAL && time - lastCritical >= DAY_MS) {
      lastCritical = time;
      emitted = true;
      return AlertSeverity.CRITICAL;
    }
    if (state == WARNING && time - Math.max(lastWarning, lastCritical) >= DAY_MS) {
      lastWarning = time;
      emitted = true;
      return AlertSeverity.WARNING;
    }
    return null;
  }

  private byte stateOf(double size) {
    if (size >= (state == CRITICAL ? CRITICAL_AT / 2 : CRITICAL_AT)) {
      return CRITICAL;
    }
    return size >= (state == NONE ? WARNING_AT : WARNING_AT / 2) ? WARNING : NONE;
  }

  /**
   * @param newest event time of the newest reading
   */
  void write(ByteOutput out, long newest) {
    boolean isUsed = value != 0 || state != NONE || unusualHours != 0 || emitted;
    out.putByte(isUsed ? 1 : 0);
    if (isUsed) {
      out.putDouble(value).putByte(state | (emitted ? EMITTED : 0)).putByte(unusualHours);
    }
    DetectorState.putTime(out, lastWarning, newest);
    DetectorState.putTime(out, lastCritical, newest);
  }

  void readFrom(ByteInput in, long newest) {
    if (in.readByte() != 0) {
      value = in.readDouble();
      byte stored = in.readByte();
      state = (byte) (stored & ~EMITTED);
      emitted = (stored & EMITTED) != 0;
      unusualHours = in.readByte();
    }
    lastWarning = DetectorState.readTime(in, newest);
    lastCritical = DetectorState.readTime(in, newest);
  }
}
