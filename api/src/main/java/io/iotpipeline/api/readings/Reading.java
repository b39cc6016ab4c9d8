package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A reading of a sensor.
 *
 * @param timeMs ms since 1970-01-01T00:00:00Z
 */
public record Reading(long timeMs, UUID eventId, Map<String, Double> measurements) {

  public Reading {
    measurements = Map.copyOf(measurements);
  }

  /**
   * @param metric the only one that is shown; null: all
   */
  ObjectNode json(String metric) {
    ObjectNode json =
        Json.object().put("time", Json.time(timeMs)).put("event_id", eventId.toString());
    ObjectNode values = json.putObject("measurements");
    new TreeMap<>(measurements)
        .forEach(
            (name, value) -> {
              if (metric == null || metric.equals(name)) {
                Json.number(values, name, value);
              }
            });
    return json;
  }
}
