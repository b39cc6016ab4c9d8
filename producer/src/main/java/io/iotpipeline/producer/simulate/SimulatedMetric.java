package io.iotpipeline.producer.simulate;

import java.util.Locale;

/**
 * A metric of a simulated sensor, with the ranges from which each sensor draws its parameters. All
 * numbers are in the metric's unit.
 */
@SuppressWarnings("ImmutableEnumChecker") // a Range is immutable: two doubles
enum SimulatedMetric {
  /** Indoors, in degrees Celsius. */
  TEMPERATURE(new Range(15, 25), new Range(1, 6), new Range(0.05, 0.4), new Range(-40, 85)),
  /** Relative humidity, in percent. */
  HUMIDITY(new Range(35, 65), new Range(3, 15), new Range(0.3, 1.5), new Range(0, 100)),
  /** Air pressure near sea level, in hectopascal. */
  PRESSURE(new Range(1005, 1021), new Range(0.5, 1.5), new Range(0.05, 0.2), new Range(870, 1085)),
  /** Mains voltage, in volt. */
  VOLTAGE(new Range(227, 233), new Range(0.5, 3), new Range(0.2, 1), new Range(180, 260));

  private static final SimulatedMetric[] ALL = values();

  /** Daily means of sensors. */
  final Range mean;

  /** Half the difference between daily high and low. */
  final Range amplitude;

  /** Standard deviation of the noise. */
  final Range noise;

  /** Limits of what a sensor can measure. */
  final Range limits;

  /** Name of the metric in events. */
  final String metricName = name().toLowerCase(Locale.ROOT);

  SimulatedMetric(Range mean, Range amplitude, Range noise, Range limits) {
    this.mean = mean;
    this.amplitude = amplitude;
    this.noise = noise;
    this.limits = limits;
  }

  /** Returns the metric of a sensor that measures only one; it depends on the sensor id alone. */
  static SimulatedMetric ofSensor(String sensorId) {
    return ALL[Math.floorMod(SplitMix64.hash(sensorId), ALL.length)];
  }

  /** A closed interval. */
  record Range(double low, double high) {

    /** Returns the value at a fraction of the interval, from 0 (low) to 1 (high). */
    double at(double fraction) {
      return low + fraction * (high - low);
    }

    double clamp(double value) {
      return Math.max(low, Math.min(high, value));
    }
  }
}
