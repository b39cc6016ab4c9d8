package io.iotpipeline.producer.simulate;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The signal of one metric of one sensor: a daily sine around a mean, plus normally distributed
 * noise. Readings are in the metric's unit, rounded to two decimals like those of real devices.
 *
 * @param mean average over a day
 * @param amplitude half the difference between daily high and low
 * @param noise standard deviation of the noise
 * @param peakMs time of the daily high, in milliseconds after midnight UTC
 */
record Signal(SimulatedMetric metric, double mean, double amplitude, double noise, double peakMs) {

  private static final double DAY_MS = TimeUnit.DAYS.toMillis(1);
  private static final SimulatedMetric.Range PEAK_MS =
      new SimulatedMetric.Range(TimeUnit.HOURS.toMillis(13), TimeUnit.HOURS.toMillis(17));

  /** Draws the parameters of a sensor from its random numbers. */
  static Signal draw(SimulatedMetric metric, SplittableRandom random) {
    return new Signal(
        metric,
        metric.mean.at(random.nextDouble()),
        metric.amplitude.at(random.nextDouble()),
        metric.noise.at(random.nextDouble()),
        PEAK_MS.at(random.nextDouble()));
  }

  /** Returns the reading at a time. */
  double at(long epochMillis, SplittableRandom random) {
    double cycle = Math.cos(2 * Math.PI * (epochMillis - peakMs) / DAY_MS);
    double value = mean + amplitude * cycle + noise * random.nextGaussian();
    return Math.rint(metric.limits.clamp(value) * 100) / 100;
  }
}
