package io.iotpipeline.admin.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Readings of one metric in one hour and the aggregate that they should have. It uses the
 * textbook's two-pass formulas, deliberately not the formulas of the streams app. Readings whose
 * squares are not doubles are computed in decimal arithmetic.
 */
public final class ExpectedAggregate {

  /** Relative. */
  private static final double TOLERANCE = 1e-9;

  /** The squares of readings up to this magnitude, and their sum, are doubles. */
  private static final double LARGEST = 1e140;

  private static final double SMALLEST = 1e-120;

  /** More digits than the exact sum of the largest and the smallest double has before its point. */
  private static final MathContext DIGITS = new MathContext(700);

  private double[] values = new double[64];
  private long[] times = new long[64];
  private int count;

  /**
   * @param timeMs event time, ms since 1970-01-01T00:00:00Z
   * @param value finite
   */
  public void add(long timeMs, double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
      times = Arrays.copyOf(times, 2 * count);
    }
    values[count] = value;
    times[count] = timeMs;
    count++;
  }

  /**
   * @return the first difference of a row of hourly_aggregates, or null if there is none
   */
  public String difference(HourlyRow row) {
    double magnitude = Math.max(Math.abs(min()), Math.abs(max()));
    boolean decimal = magnitude > LARGEST || (magnitude > 0 && magnitude < SMALLEST);
    double sum = decimal ? decimalSum().doubleValue() : sum();
    double mean = decimal ? decimalMean().doubleValue() : sum / count;
    double stddev = decimal ? decimalStddev() : stddev(mean);
    double rounding = count * Math.ulp(magnitude);
    if (row.count() != count) {
      return "count is %d, recomputed %d".formatted(row.count(), count);
    }
    if (row.min() != min() || row.max() != max()) {
      return "min, max are %s, %s, recomputed %s, %s".formatted(row.min(), row.max(), min(), max());
    }
    if (row.first() != first() || row.last() != last()) {
      return "first, last are %s, %s, recomputed %s, %s"
          .formatted(row.first(), row.last(), first(), last());
    }
    if (!near(row.sum(), sum, rounding * count)) {
      return "sum is %s, recomputed %s".formatted(row.sum(), sum);
    }
    if (!near(row.mean(), mean, rounding)) {
      return "mean is %s, recomputed %s".formatted(row.mean(), mean);
    }
    if (!near(row.stddev(), stddev, rounding)) {
      return "stddev is %s, recomputed %s".formatted(row.stddev(), stddev);
    }
    return null;
  }

  /**
   * Equal to 1e-9 relative or, where readings cancel out, to the rounding error of the readings.
   */
  private static boolean near(double actual, double expected, double rounding) {
    double difference = Math.abs(actual - expected);
    return difference <= TOLERANCE * Math.abs(expected) || difference <= rounding;
  }

  private double sum() {
    double sum = 0;
    double lost = 0;
    for (int i = 0; i < count; i++) { // Kahan summation (1965)
      double term = values[i] - lost;
      double next = sum + term;
      lost = (next - sum) - term;
      sum = next;
    }
    return sum;
  }

  private double stddev(double mean) {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(squares / count);
  }

  private BigDecimal decimalSum() {
    return Arrays.stream(values, 0, count)
        .mapToObj(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal decimalMean() {
    return decimalSum().divide(BigDecimal.valueOf(count), DIGITS);
  }

  private double decimalStddev() {
    BigDecimal mean = decimalMean();
    return Arrays.stream(values, 0, count)
        .mapToObj(value -> new BigDecimal(value).subtract(mean, DIGITS).pow(2, DIGITS))
        .reduce(BigDecimal.ZERO, (a, b) -> a.add(b, DIGITS))
        .divide(BigDecimal.valueOf(count), MathContext.DECIMAL64)
        .sqrt(MathContext.DECIMAL64)
        .doubleValue();
  }

  private double min() {
    return Arrays.stream(values, 0, count).min().orElseThrow();
  }

  private double max() {
    return Arrays.stream(values, 0, count).max().orElseThrow();
  }

  /** Among readings with the same time the smallest, as the schema defines. */
  private double first() {
    int first = 0;
    for (int i = 1; i < count; i++) {
      if (times[i] < times[first] || (times[i] == times[first] && values[i] < values[first])) {
        first = i;
      }
    }
    return values[first];
  }

  /** Among readings with the same time the greatest, as the schema defines. */
  private double last() {
    int last = 0;
    for (int i = 1; i < count; i++) {
      if (times[i] > times[last] || (times[i] == times[last] && values[i] > values[last])) {
        last = i;
      }
    }
    return values[last];
  }
}
