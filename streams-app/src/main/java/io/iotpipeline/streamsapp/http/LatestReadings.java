package io.iotpipeline.streamsapp.http;

import java.time.Instant;
import java.util.List;

/**
 * The newest readings of a sensor.
 *
 * @param clock greatest event time accepted from the sensor
 * @param readings the newest reading of each metric
 */
public record LatestReadings(String sensorId, Instant clock, List<Reading> readings) {

  public LatestReadings {
    readings = List.copyOf(readings);
  }

  /** One reading, in the unit of its metric. */
  public record Reading(String metric, double value, Instant time) {}
}
