package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.api.register.Sensor;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.schemas.UtcHour;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hourly means of the last day of a metric, or of the first one of each sensor, as written. */
public final class Sparklines {

  public static final Set<String> PARAMETERS = Set.of("sensor", "metric");

  private static final int MAX_SENSORS = 100;
  private static final int HOURS = 24;

  private final SensorTables tables;
  private final SensorRegister register;
  private final Clock clock;

  public Sparklines(SensorTables tables, SensorRegister register, Clock clock) {
    this.tables = tables;
    this.register = register;
    this.clock = clock;
  }

  public CompletionStage<ObjectNode> of(Parameters parameters) {
    List<String> sensors = parameters.all("sensor").stream().distinct().toList();
    if (sensors.isEmpty() || sensors.size() > MAX_SENSORS) {
      throw ProblemException.badRequest("expected sensor=ID, 1 to " + MAX_SENSORS + " times");
    }
    Optional<String> metric = parameters.text("metric");
    long now = clock.millis();
    long from = Math.floorDiv(now, UtcHour.MILLIS) * UtcHour.MILLIS - (HOURS - 1) * UtcHour.MILLIS;
    List<CompletableFuture<Optional<ObjectNode>>> lines =
        sensors.stream().map(each -> line(each, metric, new TimeRange(from, now + 1))).toList();
    return CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
        .thenApply(
            ignored -> {
              ObjectNode json = Json.object();
              ArrayNode items = json.putArray("items");
              lines.forEach(line -> line.join().ifPresent(items::add));
              return json;
            });
  }

  private CompletableFuture<Optional<ObjectNode>> line(
      String sensorId, Optional<String> asked, TimeRange range) {
    Optional<Sensor> sensor =
        register
            .find(sensorId)
            .filter(each -> asked.map(each::mayHave).orElse(!each.metrics().isEmpty()));
    if (sensor.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    String metric = asked.orElseGet(() -> sensor.get().metrics().get(0));
    return tables
        .hours(sensorId, metric, range, HOURS)
        .thenApply(
            hours -> {
              ObjectNode json =
                  Json.object()
                      .put("sensor_id", sensorId)
                      .put("metric", metric)
                      .put("unit", sensor.get().unit(metric));
              ArrayNode points = json.putArray("points");
              for (Hour hour : hours) {
                if (Double.isFinite(hour.mean())) {
                  points.addArray().add(hour.startMs()).add(hour.mean());
                }
              }
              return Optional.of(json);
            })
        .toCompletableFuture();
  }
}
