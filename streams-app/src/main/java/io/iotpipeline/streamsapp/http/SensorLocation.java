package io.iotpipeline.streamsapp.http;

import io.iotpipeline.streamsapp.access.HttpAddress;
import java.util.List;

/**
 * The instances that have the state of a sensor.
 *
 * @param partition the sensor's partition of {@code sensor-events}
 * @param active the instance with the active task
 * @param standbys the instances with standby replicas
 */
public record SensorLocation(int partition, HttpAddress active, List<HttpAddress> standbys) {

  public SensorLocation {
    standbys = List.copyOf(standbys);
  }
}
