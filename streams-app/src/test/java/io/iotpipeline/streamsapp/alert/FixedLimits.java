package io.iotpipeline.streamsapp.alert;

/** The same limits for every metric; NaN for none. */
public record FixedLimits(double lowest, double highest) implements AlertLimits {

  public static FixedLimits atMost(double highest) {
    return new FixedLimits(Double.NaN, highest);
  }

  @Override
  public double low(String metric) {
    return lowest;
  }

  @Override
  public double high(String metric) {
    return highest;
  }
}
