package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.store.KeyScan;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A scan over the stored sensors in pieces, which passes on those that satisfy a condition. */
public final class SensorScan {

  private final Iterator<String> ids;
  private final KeyScan keys;
  private final Function<String, Optional<Sensor>> find;

  /**
   * @param ids sensors that are not stored
   * @param keys of the sensors that are stored
   * @param find returns the sensor of an id, if it satisfies the condition
   */
  SensorScan(Iterator<String> ids, KeyScan keys, Function<String, Optional<Sensor>> find) {
    this.ids = ids;
    this.keys = keys;
    this.find = find;
  }

  /** Whether all sensors are read. */
  public boolean isDone() {
    return !ids.hasNext() && keys.isDone();
  }

  /**
   * Reads the next sensors.
   *
   * @param max maximum number of sensors to read
   */
  public void next(int max, Consumer<Sensor> each) {
    int left = max;
    for (; left > 0 && ids.hasNext(); left--) {
      find.apply(ids.next()).ifPresent(each);
    }
    if (left > 0) {
      keys.next(left, key -> find.apply(SensorKeys.sensorId(key)).ifPresent(each));
    }
  }
}
