package io.iotpipeline.producer.simulate;

import java.util.List;
import java.util.stream.IntStream;

/** The simulated sensors. They take turns: event i comes from sensor i modulo the fleet size. */
final class Fleet {

  private final List<SimulatedSensor> sensors;

  /**
   * @param prefix start of each sensor id: {@code sensor-} gives {@code sensor-00042}
   * @param wide whether each event has all metrics
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
