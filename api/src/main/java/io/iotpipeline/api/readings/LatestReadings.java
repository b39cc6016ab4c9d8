package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.register.SensorRegister;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** The newest reading of each metric of a sensor, from the state of the streams app. */
public final class LatestReadings {

  private final StreamsApps streamsApps;
  private final SensorRegister register;

  public LatestReadings(StreamsApps streamsApps, SensorRegister register) {
    this.streamsApps = streamsApps;
    this.register = register;
  }

  public CompletionStage<ObjectNode> of(String sensorId) {
    return streamsApps
        .ask(sensorId, "latest")
        .thenApply(
            found ->
                found
                    .map(latest -> json(sensorId, latest))
                    .orElseThrow(
                        () ->
                            ProblemException.notFound(
                                "no event of a sensor with this id was accepted")));
  }

  private ObjectNode json(String sensorId, JsonNode latest) {
    ObjectNode json =
        Json.object().put("sensor_id", sensorId).put("clock", time(latest.path("clock")));
    ArrayNode readings = json.putArray("readings");
    for (JsonNode reading : latest.path("readings")) {
      String metric = reading.path("metric").asText();
      ObjectNode shown = readings.addObject().put("metric", metric);
      Json.number(shown, "value", reading.path("value").asDouble(Double.NaN));
      shown.put("unit", register.unit(sensorId, metric)).put("time", time(reading.path("time")));
    }
    return json;
  }

  private static String time(JsonNode time) {
    return Json.time(Instant.parse(time.asText()));
  }
}
