package io.iotpipeline.streamsapp.state;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A scan over the stored sensors in pieces, which passes on those that satisfy a condition. */
public final class SensorScan {

  private final KeyScan keys;
  private final Function<String, Optional<Sensor>> find;

  /**
   * @param find returns the sensor of an id, if it satisfies the condition
   */
  SensorScan(KeyScan keys, Function<String, Optional<Sensor>> find) {
    this.keys = keys;
    this.find = find;
  }

  /** Whether all sensors are read. */
  public boolean isDone() {
    return keys.isDone();
  }

  /**
   * Reads the next sensors.
   *
   * @param max maximum number of sensors to read
   */
  public void next(int max, Consumer<Sensor> each) {
    keys.next(max, key -> find.apply(SensorKeys.sensorId(key)).ifPresent(each));
  }
}
