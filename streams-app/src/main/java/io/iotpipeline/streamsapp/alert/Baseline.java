package io.iotpipeline.streamsapp.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a metric usually reads at a time of day (UTC), and how far it usually is from that: a level,
 * 24 offsets by the hour, and a scale, all in the metric's unit. It changes once an hour at most.
 *
 * <p>Robust Holt-Winters smoothing without trend, after S. Gelper, R. Fried, C. Croux, "Robust
 * forecasting with exponential and Holt-Winters smoothing", Journal of Forecasting 29 (2010): the
 * error is cut off at two scales (Huber) before level and offset learn from it, and the scale moves
 * by a bounded loss (biweight, k = 2), so that no excursion can drag them along. Ours: the error is
 * the mean of an hour, and the scale is that of single readings, 1.25 mean absolute errors (the
 * standard deviation, were they normal).
 *
 * <p>The first day gives level and offsets, the next two the first scale. Then it is warm.
 */
public final class Baseline {

  static final int WARM_UP_HOURS = 72;

  private static final byte VERSION = 1;
  private static final long HOUR_MS = 3_600_000;
  private static final int HOURS = 24;
  private static final double LEVEL_WEIGHT = 0.1;
  private static final double OFFSET_WEIGHT = 0.1;
  private static final double SCALE_WEIGHT = 0.02;
  private static final double CUT_OFF = 2;
  private static final double LOSS_BOUND =
      2.52; // as in the paper: normal errors then lose 1 on average
  private static final double DEVIATIONS_PER_MEAN_ERROR = 1.25;

  /** Of the level: keeps the resolution of a quiet sensor from being an event. */
  private static final double LEAST_SCALE = 1e-3;

  /** NaN: an hour of the first day that is not yet known. */
  private final float[] offsets = new float[HOURS];

  private float level;
  private float scale;
  private int hours;

  public Baseline() {
    forget();
  }

  /** Begins anew. */
  void forget() {
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

  /** Between the middles of two hours it is between their values; before the first day's end 0. */
  double expected(long time) {
    if (hours < HOURS) {
      return 0;
    }
    double middle = Math.floorMod(time - HOUR_MS / 2, HOURS * HOUR_MS) / (double) HOUR_MS;
    int before = (int) middle;
    double way = middle - before;
    return level + offsets[before] * (1 - way) + offsets[(before + 1) % HOURS] * way;
  }

  /**
   * Takes in a completed hour.
   *
   * @param hour hours since 1970-01-01T00:00:00Z
   * @param error mean of its readings' differences from {@link #expected}
   * @param absoluteError mean of their absolute values
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
    double believed = learnScale(error, absoluteError * DEVIATIONS_PER_MEAN_ERROR);
    // For nine days the weight is that of a plain mean, so that the first day does not linger.
    double offsetWeight = Math.max(OFFSET_WEIGHT, 1.0 / (hours / HOURS + 1));
    level += (float) (LEVEL_WEIGHT * believed);
    offsets[ofDay] += (float) (offsetWeight * (1 - LEVEL_WEIGHT) * believed);
    hours++;
  }

  /** Splits the first day into level and offsets. */
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

  /** Moves the scale, and returns as much of the error as is believed. */
  private double learnScale(double error, double deviation) {
    double believed = error;
    if (hours < WARM_UP_HOURS) {
      scale += (float) ((deviation - scale) / (hours - HOURS + 1));
    } else if (scale == 0) {
      scale = (float) deviation; // all was constant so far: the first change is the measure
    } else {
      believed = Math.max(-CUT_OFF * scale, Math.min(CUT_OFF * scale, error));
      scale *= (float) Math.sqrt(1 - SCALE_WEIGHT + SCALE_WEIGHT * loss(deviation / scale));
    }
    scale = Math.max(scale, (float) (LEAST_SCALE * Math.abs(level)));
    return believed;
  }

  private static double loss(double deviation) {
    double ratio = Math.min(1, deviation / CUT_OFF);
    double rest = 1 - ratio * ratio;
    return LOSS_BOUND * (1 - rest * rest * rest);
  }

  /** 109 bytes. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(hours);
    out.writeFloat(level);
    out.writeFloat(scale);
    for (float offset : offsets) {
      out.writeFloat(offset);
    }
  }

  /**
   * @throws IOException also when it was written by a later program
   */
  public static Baseline read(DataInput in) throws IOException {
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
