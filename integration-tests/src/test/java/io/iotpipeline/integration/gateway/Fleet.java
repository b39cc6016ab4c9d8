package io.iotpipeline.integration.gateway;

import io.iotpipeline.gateway.intake.EventIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The readings of one sender, numbered from 0. Sensor and time identify each, and no sensor
 * measures for longer than an hour, so none of them is late.
 *
 * @param prefix what the ids of its sensors begin with
 * @param metric what they measure
 * @param perSensor readings of one sensor, one each second; the next ones are of the next sensor
 */
record Fleet(String prefix, String metric, int size, int perSensor) {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  Fleet {
    if (perSensor > Duration.ofHours(1).toSeconds()) {
      throw new IllegalArgumentException("more than an hour of one sensor");
    }
  }

  String sensor(int reading) {
    return prefix + reading / perSensor;
  }

  Instant time(int reading) {
    return HOUR.plusSeconds(reading % perSensor);
  }

  /** In the range of each metric that the tests use. */
  double value(int reading) {
    return reading % 160 / 8.0;
  }

  /** The id that the gateway derives, because the sender gives none. */
  String id(int reading) {
    return EventIds.of(
        sensor(reading), time(reading).toEpochMilli(), Map.of(metric, value(reading)));
  }

  /** The number of a reading, or -1 if it is none of this fleet. */
  int reading(String sensor, Instant time) {
    if (!sensor.startsWith(prefix)) {
      return -1;
    }
    try {
      int number = Integer.parseInt(sensor.substring(prefix.length()));
      long second = Duration.between(HOUR, time).toSeconds();
      long reading = (long) number * perSensor + second;
      return second >= 0 && second < perSensor && reading < size ? (int) reading : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The end of the batch that begins with a reading. */
  int end(int begin, int batch) {
    return Math.min(size, begin + batch);
  }
}
