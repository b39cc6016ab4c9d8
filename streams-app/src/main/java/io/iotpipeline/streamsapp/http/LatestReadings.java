package io.iotpipeline.streamsapp.http;

import java.time.Instant;
import java.util.List;

/**
 * What was last heard of a sensor.
 *
 * @param clock greatest event time admitted from it
 * @param readings the newest of each metric
 */
public record LatestReadings(String sensorId, Instant clock, List<Reading> readings) {

  public LatestReadings {
    readings = List.copyOf(readings);
  }

  /** One reading, in the unit of its metric. */
  public record Reading(String metric, double value, Instant time) {}
}
