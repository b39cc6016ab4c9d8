package io.iotpipeline.producer.simulate;

import java.util.List;
import java.util.stream.IntStream;

/** Sensors that take turns: event number i is from sensor i modulo their number. */
final class Fleet {

  private final List<SimulatedSensor> sensors;

  /**
   * @param prefix begins the id of every sensor, as in {@code sensor-00042}
   * @param wide whether each event carries all metrics
   */
  Fleet(int size, String prefix, long seed, boolean wide) {
    sensors =
        IntStream.range(0, size)
            .mapToObj(number -> SimulatedSensor.of(id(prefix, number), seed, wide))
            .toList();
  }

  SimulatedSensor sensor(long index) {
    return sensors.get((int) (index % sensors.size()));
  }

  private static String id(String prefix, int number) {
    return prefix + String.format("%05d", number);
  }
}
