package io.iotpipeline.producer.simulate;

import java.util.Locale;

/**
 * What a simulated sensor measures, with the ranges from which each sensor draws its own character.
 * All numbers are in the metric's unit.
 */
@SuppressWarnings("ImmutableEnumChecker") // a Range holds two doubles
enum SimulatedMetric {
  /** Degrees Celsius, indoors. */
  TEMPERATURE(new Range(15, 25), new Range(1, 6), new Range(0.05, 0.4), new Range(-40, 85)),
  /** Percent of relative humidity. */
  HUMIDITY(new Range(35, 65), new Range(3, 15), new Range(0.3, 1.5), new Range(0, 100)),
  /** Hectopascal, near sea level. */
  PRESSURE(new Range(1005, 1021), new Range(0.5, 1.5), new Range(0.05, 0.2), new Range(870, 1085)),
  /** Volt, of the mains. */
  VOLTAGE(new Range(227, 233), new Range(0.5, 3), new Range(0.2, 1), new Range(180, 260));

  private static final SimulatedMetric[] ALL = values();

  /** Levels about which sensors swing. */
  final Range base;

  /** Half the difference between a sensor's daily high and low. */
  final Range amplitude;

  /** Standard deviations of the noise. */
  final Range noise;

  /** What a sensor can measure at all. */
  final Range scale;

  final String label = name().toLowerCase(Locale.ROOT);

  SimulatedMetric(Range base, Range amplitude, Range noise, Range scale) {
    this.base = base;
    this.amplitude = amplitude;
    this.noise = noise;
    this.scale = scale;
  }

  /** The metric of a sensor that measures one: it follows from the sensor's id alone. */
  static SimulatedMetric ofSensor(String sensorId) {
    return ALL[Math.floorMod(SplitMix64.of(sensorId), ALL.length)];
  }

  /** A closed interval. */
  record Range(double low, double high) {

    /** The point at a fraction of the way from low to high. */
    double at(double fraction) {
      return low + fraction * (high - low);
    }

    double clamp(double value) {
      return Math.max(low, Math.min(high, value));
    }
  }
}
