package io.iotpipeline.streamsapp.http;

import java.util.List;

/**
 * Which instances hold a sensor's state.
 *
 * @param partition partition of {@code sensor-events} that the sensor belongs to
 * @param active the instance that processes it
 * @param standbys those that keep a copy
 */
public record KeyLocation(int partition, HttpAddress active, List<HttpAddress> standbys) {

  public KeyLocation {
    standbys = List.copyOf(standbys);
  }
}
