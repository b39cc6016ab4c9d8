package io.iotpipeline.streamsapp.http;

import java.util.Map;
import java.util.Set;

/** A query for the newest reading of each metric. */
record LatestQuery(String sensorId) implements SensorQuery {

  static LatestQuery of(String sensorId, Map<String, String> parameters) {
    QueryParameters.checkKnown(parameters, Set.of());
    return new LatestQuery(sensorId);
  }
}
