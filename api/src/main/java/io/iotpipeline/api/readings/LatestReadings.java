package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.register.SensorRegister;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The newest reading of each metric of a sensor: from the state of the streams app, or from memory
 * if the sensor was asked for lately.
 */
public final class LatestReadings {

  private final StreamsApps streamsApps;
  private final NewestReadings newest;
  private final SensorRegister register;

  public LatestReadings(StreamsApps streamsApps, NewestReadings newest, SensorRegister register) {
    this.streamsApps = streamsApps;
    this.newest = newest;
    this.register = register;
  }

  public CompletionStage<ObjectNode> of(String sensorId) {
    // Anybody can ask for any id; only those of sensors take memory.
    boolean isKnown = register.find(sensorId).isPresent();
    Optional<Latest> kept = isKnown ? newest.find(sensorId) : Optional.empty();
    if (kept.isPresent()) {
      return CompletableFuture.completedFuture(json(sensorId, kept.get()));
    }
    Consumer<Latest> keeper = newest.keeper(sensorId);
    return streamsApps
        .ask(sensorId, "latest")
        .thenApply(
            found -> {
              JsonNode answer =
                  found.orElseThrow(
                      () ->
                          ProblemException.notFound(
                              "no event of a sensor with this id was accepted"));
              Latest latest = latest(answer);
              if (!answer.path("stale").asBoolean()) {
                keeper.accept(latest);
              }
              return json(sensorId, latest);
            });
  }

  private static Latest latest(JsonNode answer) {
    List<Latest.Reading> readings = new ArrayList<>();
    for (JsonNode reading : answer.path("readings")) {
      readings.add(
          new Latest.Reading(
              reading.path("metric").asText(),
              reading.path("value").asDouble(Double.NaN),
              millis(reading.path("time"))));
    }
    return new Latest(millis(answer.path("clock")), readings);
  }

  private static long millis(JsonNode time) {
    return Instant.parse(time.asText()).toEpochMilli();
  }

  private ObjectNode json(String sensorId, Latest latest) {
    ObjectNode json =
        Json.object().put("sensor_id", sensorId).put("clock", Json.time(latest.clockMs()));
    ArrayNode readings = json.putArray("readings");
    for (Latest.Reading reading : latest.readings()) {
      ObjectNode shown = readings.addObject().put("metric", reading.metric());
      Json.number(shown, "value", reading.value());
      shown
          .put("unit", register.unit(sensorId, reading.metric()))
          .put("time", Json.time(reading.timeMs()));
    }
    return json;
  }
}
