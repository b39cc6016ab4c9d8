package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.UtcHour;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The usual readings of a metric by time of day (UTC), and their usual deviation: a level, 24
 * hourly offsets and a scale, all in the metric's unit. It changes at most once an hour.
 *
 * <p>Robust Holt-Winters smoothing without trend, after S. Gelper, R. Fried, C. Croux, "Robust
 * forecasting with exponential and Holt-Winters smoothing", Journal of Forecasting 29 (2010): the
 * error is cut off at two scales (Huber) before it updates level and offset, and the scale is
 * updated by a bounded loss (biweight, k = 2), so that an excursion has a limited effect. Different
 * from the paper: the error is the mean of an hour, and the scale is that of single readings, 1.25
 * mean absolute errors (the standard deviation, if errors are normal).
 *
 * <p>The first day sets level and offsets, the next two days the first scale. Then it is warm.
 */
final class Baseline {

  static final int WARM_UP_HOURS = 72;

  private static final byte VERSION = 1;
  private static final int HOURS = 24;
  private static final double LEVEL_WEIGHT = 0.1;
  private static final double OFFSET_WEIGHT = 0.1;
  private static final double SCALE_WEIGHT = 0.02;
  private static final double CUT_OFF = 2;
  private static final double LOSS_BOUND =
      2.52; // as in the paper: normal errors then lose 1 on average
  private static final double DEVIATIONS_PER_MEAN_ERROR = 1.25;

  /** Minimum scale relative to the level; the resolution of a sensor must not raise alerts. */
  private static final double MIN_RELATIVE_SCALE = 1e-3;

  /** NaN for an hour of the first day without readings. */
  private final float[] offsets = new float[HOURS];

  private float level;
  private float scale;
  private int hours;

  Baseline() {
    reset();
  }

  /** Discards everything that was learned. */
  void reset() {
    Arrays.fill(offsets, Float.NaN);
    level = 0;
    scale = 0;
    hours = 0;
  }

  boolean isWarm() {
    return hours >= WARM_UP_HOURS && scale > 0;
  }

  double scale() {
    return scale;
  }

  /**
   * Returns the expected reading: interpolated between the middles of two hours; 0 until the end of
   * the first day.
   */
  double expected(long time) {
    if (hours < HOURS) {
      return 0;
    }
    double middle =
        Math.floorMod(time - UtcHour.MILLIS / 2, HOURS * UtcHour.MILLIS) / (double) UtcHour.MILLIS;
    int before = (int) middle;
    double fraction = middle - before;
    return level + offsets[before] * (1 - fraction) + offsets[(before + 1) % HOURS] * fraction;
  }

  /**
   * Learns from a complete hour.
   *
   * @param hour hours since 1970-01-01T00:00:00Z
   * @param error mean difference of its readings from {@link #expected}
   * @param absoluteError mean absolute difference
   */
  void learn(long hour, double error, double absoluteError) {
    int ofDay = (int) Math.floorMod(hour, (long) HOURS);
    if (hours < HOURS) {
      offsets[ofDay] = (float) error;
      hours++;
      if (hours == HOURS) {
        centre();
      }
      return;
    }
    double cutOff = learnScale(error, absoluteError * DEVIATIONS_PER_MEAN_ERROR);
    // In the first nine days the offset is a plain mean, so that the first day does not dominate.
    double offsetWeight = Math.max(OFFSET_WEIGHT, 1.0 / (hours / HOURS + 1));
    level += (float) (LEVEL_WEIGHT * cutOff);
    offsets[ofDay] += (float) (offsetWeight * (1 - LEVEL_WEIGHT) * cutOff);
    hours++;
  }

  /** Splits the means of the first day into level and offsets. */
  private void centre() {
    double sum = 0;
    int known = 0;
    for (float offset : offsets) {
      if (!Float.isNaN(offset)) {
        sum += offset;
        known++;
      }
    }
    level = (float) (sum / known);
    for (int i = 0; i < HOURS; i++) {
      offsets[i] = Float.isNaN(offsets[i]) ? 0 : offsets[i] - level;
    }
  }

  /** Updates the scale and returns the error, cut off. */
  private double learnScale(double error, double deviation) {
    double cutOff = error;
    if (hours < WARM_UP_HOURS) {
      scale += (float) ((deviation - scale) / (hours - HOURS + 1));
    } else if (scale == 0) {
      scale =
          (float) deviation; // all readings were equal so far; the first difference sets the scale
    } else {
      cutOff = Math.max(-CUT_OFF * scale, Math.min(CUT_OFF * scale, error));
      scale *= (float) Math.sqrt(1 - SCALE_WEIGHT + SCALE_WEIGHT * loss(deviation / scale));
    }
    scale = Math.max(scale, (float) (MIN_RELATIVE_SCALE * Math.abs(level)));
    return cutOff;
  }

  private static double loss(double deviation) {
    double ratio = Math.min(1, deviation / CUT_OFF);
    double rest = 1 - ratio * ratio;
    return LOSS_BOUND * (1 - rest * rest * rest);
  }

  /** Writes 109 bytes. */
  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(hours);
    out.writeFloat(level);
    out.writeFloat(scale);
    for (float offset : offsets) {
      out.writeFloat(offset);
    }
  }

  /**
   * @throws IOException also if the form is unknown
   */
  static Baseline read(DataInput in) throws IOException {
    FormatVersion.check(in.readByte(), VERSION, "baseline");
    Baseline baseline = new Baseline();
    baseline.hours = in.readInt();
    baseline.level = in.readFloat();
    baseline.scale = in.readFloat();
    for (int i = 0; i < HOURS; i++) {
      baseline.offsets[i] = in.readFloat();
    }
    return baseline;
  }
}
