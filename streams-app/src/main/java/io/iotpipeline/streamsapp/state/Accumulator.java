package io.iotpipeline.streamsapp.state;

/**
 * Running statistics of the readings of one metric; mutable and not thread-safe.
 *
 * <p>The order of arrival does not matter: count, min, max, first and last are the same in any
 * order; sum, mean and variance are the same within rounding (1e-12 relative). The sum is
 * compensated (A. Neumaier, 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen"). The squared deviations follow B. P. Welford (1962, "Note on a method for calculating
 * corrected sums of squares and products") and merge by T. F. Chan, G. H. Golub and R. J. LeVeque
 * (1983, "Algorithms for computing the sample variance"). Readings are finite, times are
 * milliseconds since 1970-01-01T00:00:00Z. Of two readings at the same time, the smaller is the
 * first and the greater is the last.
 */
public final class Accumulator {

  long count;
  double sum;
  double compensation;
  double welfordMean;
  double squaredDeviations;
  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;
  long firstTime = Long.MAX_VALUE;
  double first = Double.POSITIVE_INFINITY;
  long lastTime = Long.MIN_VALUE;
  double last = Double.NEGATIVE_INFINITY;

  public void add(long time, double reading) {
    count++;
    addToSum(reading);
    double delta = reading - welfordMean;
    welfordMean += delta / count;
    squaredDeviations += delta * (reading - welfordMean);
    min = Math.min(min, reading);
    max = Math.max(max, reading);
    offerFirst(time, reading);
    offerLast(time, reading);
  }

  public void merge(Accumulator other) {
    if (other.count == 0) {
      return;
    }
    long total = count + other.count;
    double delta = other.welfordMean - welfordMean;
    welfordMean += delta * other.count / total;
    squaredDeviations +=
        other.squaredDeviations + delta * delta * ((double) count * other.count / total);
    count = total;
    addToSum(other.sum);
    compensation += other.compensation;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    offerFirst(other.firstTime, other.first);
    offerLast(other.lastTime, other.last);
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
    // After an overflow of the sum, the compensation is NaN.
    return Double.isFinite(sum) ? sum + compensation : sum;
  }

  public double mean() {
    return sum() / count;
  }

  /** Population standard deviation (divisor: count). */
  public double stddev() {
    return Math.sqrt(squaredDeviations / count);
  }

  private void addToSum(double value) {
    double total = sum + value;
    compensation +=
        Math.abs(sum) >= Math.abs(value) ? (sum - total) + value : (value - total) + sum;
    sum = total;
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
