package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.live.LiveHub;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.api.quarantine.QuarantineLog;
import io.iotpipeline.api.readings.AlertHistory;
import io.iotpipeline.api.readings.HourlyQueries;
import io.iotpipeline.api.readings.ReadingQueries;
import io.iotpipeline.api.readings.Sparklines;
import io.iotpipeline.api.register.SensorQueries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which path does what. */
final class ApiRoutes {

  private static final Set<String> NONE = Set.of();

  private final Services services;
  private final LiveEndpoint live;
  private final ReplayEndpoint replay;
  private final Work work;
  private final ApiMetrics metrics;
  private final Health health;
  private final BearerToken readToken;
  private final BearerToken replayToken;
  private final BearerToken metricsToken;

  ApiRoutes(
      Services services,
      LiveEndpoint live,
      ReplayEndpoint replay,
      Work work,
      ApiMetrics metrics,
      Health health,
      BearerToken readToken,
      BearerToken replayToken,
      BearerToken metricsToken) {
    this.services = services;
    this.live = live;
    this.replay = replay;
    this.work = work;
    this.metrics = metrics;
    this.health = health;
    this.readToken = readToken;
    this.replayToken = replayToken;
    this.metricsToken = metricsToken;
  }

  List<Route> all() {
    return List.of(
        pages(
            "/v1/sensors",
            SensorQueries.PARAMETERS,
            (query, render) ->
                work.blocking(() -> services.sensors().search(query.parameters()), render)),
        object(
            "/v1/sensors/{id}",
            NONE,
            (query, render) -> work.blocking(() -> services.sensors().sensor(query.id()), render)),
        object(
            "/v1/sensors/{id}/latest",
            NONE,
            (query, render) ->
                work.direct(() -> services.latest().of(query.id()).thenApply(render))),
        pages(
            "/v1/sensors/{id}/readings",
            ReadingQueries.PARAMETERS,
            (query, render) ->
                work.async(() -> services.readings().page(query.id(), query.parameters()), render)),
        pages(
            "/v1/sensors/{id}/hourly",
            HourlyQueries.PARAMETERS,
            (query, render) ->
                work.async(() -> services.hourly().page(query.id(), query.parameters()), render)),
        pages(
            "/v1/sensors/{id}/alerts",
            AlertHistory.PARAMETERS,
            (query, render) ->
                work.async(
                    () -> services.alertHistory().page(query.id(), query.parameters()), render)),
        object(
            "/v1/sparklines",
            Sparklines.PARAMETERS,
            (query, render) ->
                work.async(() -> services.sparklines().of(query.parameters()), render)),
        pages(
            "/v1/quarantine",
            QuarantineLog.PARAMETERS,
            (query, render) ->
                work.blocking(() -> services.quarantine().page(query.parameters()), render)),
        new Route(ReplayEndpoint.PATH, NONE, readToken, replay::show),
        new Route(Route.POST, ReplayEndpoint.PATH, NONE, replayToken, replay::start),
        object(
            "/v1/quarantine/{id}",
            NONE,
            (query, render) ->
                work.blocking(() -> services.quarantine().record(query.id()), render)),
        new Route("/v1/live", LiveHub.PARAMETERS, readToken, live::handle),
        pages(
            "/v1/latest",
            Set.of("limit", "cursor"),
            (query, render) ->
                work.blocking(() -> services.sensors().latest(query.parameters()), render)),
        pages(
            "/v1/alerts",
            AlertLog.PARAMETERS,
            (query, render) ->
                work.blocking(
                    () -> services.alerts().page(query.parameters(), services.register()::unit),
                    render)),
        object(
            "/v1/pipeline",
            NONE,
            (query, render) -> work.blocking(() -> services.pipeline().latest(), render)),
        open("/health/live", exchange -> exchange.answer(status(200, "UP", List.of()))),
        open("/health/ready", exchange -> exchange.answer(ready())),
        open("/openapi.yaml", exchange -> exchange.answer(OPEN_API)),
        new Route("/metrics", NONE, metricsToken, (exchange, query) -> exchange.answer(scrape())));
  }

  private static final Answer OPEN_API = Answer.text("application/yaml", openApi());

  private static String openApi() {
    try (InputStream in = ApiRoutes.class.getResourceAsStream("/openapi.yaml")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of the jar
    }
  }

  private static Route open(String path, Consumer<Exchange> handler) {
    return new Route(path, NONE, BearerToken.OPEN, (exchange, query) -> handler.accept(exchange));
  }

  private Route pages(String path, Set<String> parameters, Route.Source<Page> source) {
    return new Route(
        path,
        parameters,
        readToken,
        (exchange, query) -> {
          Format format = Format.accepted(exchange.request().getHeader("Accept"));
          finish(exchange, source.answer(query, format::answer));
        });
  }

  private Route object(String path, Set<String> parameters, Route.Source<ObjectNode> source) {
    return new Route(
        path,
        parameters,
        readToken,
        (exchange, query) ->
            finish(exchange, source.answer(query, json -> Answer.json(200, Json.bytes(json)))));
  }

  private static void finish(Exchange exchange, Future<Answer> answer) {
    var unused =
        answer.onComplete(
            done -> exchange.answer(done.succeeded() ? done.result() : failed(done.cause())));
  }

  private static Answer failed(Throwable failure) {
    return failure instanceof ProblemException problem
        ? Answer.of(problem)
        : Answer.internalError(failure);
  }

  private Answer ready() {
    List<String> missing = health.waitingFor();
    return missing.isEmpty() ? status(200, "UP", missing) : status(503, "DOWN", missing);
  }

  private static Answer status(int status, String word, List<String> missing) {
    ObjectNode json = Json.object().put("status", word);
    ArrayNode sentences = json.putArray("waiting_for");
    missing.forEach(sentences::add);
    return Answer.json(status, Json.bytes(json));
  }

  private Answer scrape() {
    return new Answer(
        200, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(metrics.scrape()), Map.of());
  }
}
