package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A reading of a sensor.
 *
 * @param timeMs ms since 1970-01-01T00:00:00Z
 */
public record Reading(long timeMs, UUID eventId, Map<String, Double> measurements) {

  private static final long FIXED_JSON_BYTES = 120;
  private static final long NUMBER_JSON_BYTES = 20;

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

  /** Size of its JSON, about. */
  long jsonBytes(String metric) {
    long bytes = FIXED_JSON_BYTES;
    for (String name : metric == null ? measurements.keySet() : Set.of(metric)) {
      bytes += name.length() + NUMBER_JSON_BYTES;
    }
    return bytes;
  }
}
