package io.iotpipeline.streamsapp.state;

/**
 * Running statistics of the readings of one metric; mutable and not thread-safe.
 *
 * <p>The order of arrival does not matter: count, min, max, first and last are the same in any
 * order; sum, mean and variance are the same within rounding (1e-12 relative). The sum is
 * compensated (A. Neumaier, 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen"). The squared deviations follow B. P. Welford (1962, "Note on a method for calculating
 * corrected sums of squares and products"). Readings are finite, times are milliseconds since
 * 1970-01-01T00:00:00Z. Of two readings at the same time, the smaller is the first and the greater
 * is the last.
 *
 * <p>The statistics are right for readings of any magnitude. The square of a very large or very
 * small double is not a double, so the deviations of such readings are kept divided by a power of
 * two; see {@link #scaleOf}. Only a sum can be too large: {@link #accepts} must be called before
 * {@link #add} for large readings.
 */
public final class Accumulator {

  /** Readings up to this magnitude are not scaled; their squares are doubles. */
  private static final double LARGEST_UNSCALED = 0x1p400;

  private static final double SMALLEST_UNSCALED = 0x1p-400;

  /**
   * Readings below this magnitude need no call of {@link #accepts}: more than 10<sup>12</sup> of
   * them would be needed to change whether a sum is finite.
   */
  private static final double LARGE = 1e280;

  long count;
  double sum;
  double compensation;

  /** The mean, divided by 2<sup>scale</sup>. */
  double welfordMean;

  /** The sum of the squared deviations from the mean, divided by 2<sup>2 scale</sup>. */
  double squaredDeviations;

  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;
  long firstTime = Long.MAX_VALUE;
  double first = Double.POSITIVE_INFINITY;
  long lastTime = Long.MIN_VALUE;
  double last = Double.NEGATIVE_INFINITY;

  /** Whether {@link #accepts} must be called before this reading is added. */
  public static boolean isLarge(double reading) {
    return Math.abs(reading) >= LARGE;
  }

  /** Whether the sum is a double with this reading. */
  public boolean accepts(double reading) {
    double total = sum + reading;
    return Double.isFinite(total) && Double.isFinite(total + compensation + lost(reading, total));
  }

  public void add(long time, double reading) {
    count++;
    addToSum(reading);
    int scale = scaleOf(min, max);
    min = Math.min(min, reading);
    max = Math.max(max, reading);
    scale = rescale(scale, scaleOf(min, max));
    double scaled = scale == 0 ? reading : Math.scalb(reading, -scale);
    double delta = scaled - welfordMean;
    welfordMean += delta / count;
    squaredDeviations += delta * (scaled - welfordMean);
    offerFirst(time, reading);
    offerLast(time, reading);
  }

  public long count() {
    return count;
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  /** The reading at the smallest time. */
  public double first() {
    return first;
  }

  /** The reading at the greatest time. */
  public double last() {
    return last;
  }

  /** The greatest time. */
  public long lastTime() {
    return lastTime;
  }

  public double sum() {
    return sum + compensation;
  }

  public double mean() {
    return sum() / count;
  }

  /** Population standard deviation (divisor: count). */
  public double stddev() {
    return Math.scalb(Math.sqrt(squaredDeviations / count), scaleOf(min, max));
  }

  private void addToSum(double reading) {
    double total = sum + reading;
    compensation += lost(reading, total);
    sum = total;
  }

  /** What the rounding of {@code total = sum + reading} has lost; exact. */
  private double lost(double reading, double total) {
    return Math.abs(sum) >= Math.abs(reading) ? (sum - total) + reading : (reading - total) + sum;
  }

  /**
   * The binary exponent by which the deviations of readings in this range are scaled. It is 0
   * unless the largest magnitude is below 2<sup>-400</sup> or above 2<sup>400</sup>.
   */
  private static int scaleOf(double min, double max) {
    double magnitude = Math.max(max, -min);
    return magnitude > LARGEST_UNSCALED || (magnitude > 0 && magnitude < SMALLEST_UNSCALED)
        ? Math.getExponent(magnitude)
        : 0;
  }

  /** Converts the deviations to a new scale and returns it. */
  private int rescale(int before, int after) {
    if (before != after) {
      welfordMean = Math.scalb(welfordMean, before - after);
      squaredDeviations = Math.scalb(squaredDeviations, 2 * (before - after));
    }
    return after;
  }

  private void offerFirst(long time, double reading) {
    if (time < firstTime || (time == firstTime && Double.compare(reading, first) < 0)) {
      firstTime = time;
      first = reading;
    }
  }

  private void offerLast(long time, double reading) {
    if (time > lastTime || (time == lastTime && Double.compare(reading, last) > 0)) {
      lastTime = time;
      last = reading;
    }
  }
}
