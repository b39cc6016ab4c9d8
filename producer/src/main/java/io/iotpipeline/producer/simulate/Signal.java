package io.iotpipeline.producer.simulate;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One metric as one sensor sees it: a daily sine about a level, and normally distributed noise.
 * Readings are in the metric's unit, to two decimals, as devices report them.
 *
 * @param peak when the daily high is, in milliseconds after midnight UTC
 */
record Signal(SimulatedMetric metric, double base, double amplitude, double noise, double peak) {

  private static final double DAY = TimeUnit.DAYS.toMillis(1);
  private static final SimulatedMetric.Range PEAKS =
      new SimulatedMetric.Range(TimeUnit.HOURS.toMillis(13), TimeUnit.HOURS.toMillis(17));

  /** The character of a sensor, drawn from its own random numbers. */
  static Signal draw(SimulatedMetric metric, SplittableRandom random) {
    return new Signal(
        metric,
        metric.base.at(random.nextDouble()),
        metric.amplitude.at(random.nextDouble()),
        metric.noise.at(random.nextDouble()),
        PEAKS.at(random.nextDouble()));
  }

  double at(long epochMillis, SplittableRandom random) {
    double cycle = Math.cos(2 * Math.PI * (epochMillis - peak) / DAY);
    double value = base + amplitude * cycle + noise * random.nextGaussian();
    return Math.rint(metric.scale.clamp(value) * 100) / 100;
  }
}
