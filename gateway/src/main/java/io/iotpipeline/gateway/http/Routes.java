package io.iotpipeline.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.access.Tokens;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.line.LineEvents;
import io.iotpipeline.gateway.line.Precision;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.config.types.Password;

/** Which path does what, and who may use it. */
final class Routes {

  /** Agents look whether there is one; they do not compare it. */
  private static final String INFLUX_VERSION = "1.8";

  private final Senders senders;
  private final GatewayMetrics metrics;
  private final Optional<Password> metricsToken;
  private final Health health;
  private final BooleanSupplier stopping;
  private final Map<String, Route> routes;

  /**
   * @param dialect of errors
   */
  private record Route(Dialect dialect, Set<String> methods, Consumer<Exchange> handler) {}

  Routes(
      Senders senders,
      Admission admission,
      LineEvents lines,
      GatewayMetrics metrics,
      Optional<Password> metricsToken,
      Health health,
      BooleanSupplier stopping) {
    this.senders = senders;
    this.metrics = metrics;
    this.metricsToken = metricsToken;
    this.health = health;
    this.stopping = stopping;
    this.routes =
        Map.of(
            "/v1/events",
            events(Dialect.EVENTS, admission, Readers.json()),
            "/write",
            events(Dialect.INFLUX_1, admission, Readers.lines(lines, Precision::ofVersion1)),
            "/api/v2/write",
            events(Dialect.INFLUX_2, admission, Readers.lines(lines, Precision::ofVersion2)),
            "/query",
            sending(Dialect.INFLUX_1, Set.of("GET", "POST"), this::query),
            "/ping",
            get(exchange -> exchange.answer(ping())),
            "/health",
            get(exchange -> exchange.answer(influxHealth())),
            "/health/live",
            get(exchange -> exchange.answer(Answer.json(200, Json.object("status", "UP")))),
            "/health/ready",
            get(exchange -> exchange.answer(ready())),
            "/metrics",
            get(this::metrics),
            "/openapi.json",
            get(exchange -> exchange.answer(OPEN_API)));
  }

  private static final Answer OPEN_API = Answer.text("application/json", openApi());

  private static String openApi() {
    try (InputStream in = Routes.class.getResourceAsStream("/openapi.json")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of the jar
    }
  }

  private static Route get(Consumer<Exchange> handler) {
    return new Route(Dialect.EVENTS, Set.of("GET", "HEAD"), handler);
  }

  private Route events(Dialect dialect, Admission admission, EventEndpoint.Reader reader) {
    EventEndpoint endpoint = new EventEndpoint(dialect, admission, reader);
    return sending(dialect, Set.of("POST"), endpoint::handle);
  }

  /** A path for those who may send. */
  private Route sending(
      Dialect dialect, Set<String> methods, BiConsumer<Exchange, Sender> handler) {
    return new Route(
        dialect,
        methods,
        exchange -> {
          if (stopping.getAsBoolean()) {
            exchange.answer(stopping(dialect));
            return;
          }
          senders
              .login(Credentials.tokenOf(exchange.request()))
              .ifPresentOrElse(
                  sender -> handler.accept(exchange, sender),
                  () -> exchange.answer(unauthorized(dialect)));
        });
  }

  /** The connection is closed, so that the client comes to another instance. */
  private static Answer stopping(Dialect dialect) {
    return dialect
        .error(503, "the gateway is stopping; send again")
        .with("Retry-After", "1")
        .with("Connection", "close");
  }

  private static Answer unauthorized(Dialect dialect) {
    return dialect
        .error(401, "no valid token; send Authorization: Bearer TOKEN")
        .with("WWW-Authenticate", "Bearer");
  }

  void handle(Exchange exchange) {
    String path = exchange.request().path();
    Route route = path == null ? null : routes.get(path);
    if (route == null) {
      exchange.answer(
          Dialect.EVENTS.error(
              404, "no such path; " + List.copyOf(new TreeSet<>(routes.keySet()))));
    } else if (!route.methods().contains(exchange.request().method().name())) {
      String allowed = String.join(", ", new TreeSet<>(route.methods()));
      exchange.answer(route.dialect().error(405, "expected " + allowed).with("Allow", allowed));
    } else {
      try {
        route.handler().accept(exchange);
      } catch (IllegalArgumentException e) { // of Vert.x, when a parameter is looked for
        exchange.answer(route.dialect().error(400, "the query is not percent-encoded"));
      } catch (RuntimeException e) {
        exchange.answer(route.dialect().internalError(e));
      }
    }
  }

  /** Agents create their database when they start; here there is none to create. */
  private void query(Exchange exchange, Sender sender) {
    String query = exchange.request().getParam("q", "");
    exchange.answer(
        query.strip().toUpperCase(Locale.ROOT).startsWith("CREATE DATABASE")
            ? Answer.json(200, "{\"results\":[{\"statement_id\":0}]}")
            : Dialect.INFLUX_1.error(400, "only CREATE DATABASE is answered, and does nothing"));
  }

  private static Answer ping() {
    return Answer.empty(204).with("X-Influxdb-Version", INFLUX_VERSION);
  }

  private Answer influxHealth() {
    Optional<String> problem = health.notReady();
    return Answer.json(
        problem.isEmpty() ? 200 : 503,
        Json.object(
            "name",
            "influxdb",
            "message",
            problem.orElse("ready for writes"),
            "status",
            problem.isEmpty() ? "pass" : "fail"));
  }

  private Answer ready() {
    return health
        .notReady()
        .map(problem -> Answer.json(503, Json.object("status", "DOWN", "reason", problem)))
        .orElseGet(() -> Answer.json(200, Json.object("status", "UP")));
  }

  private void metrics(Exchange exchange) {
    String token = Credentials.tokenOf(exchange.request());
    boolean allowed =
        metricsToken.isEmpty()
            || (token != null && Tokens.areEqual(metricsToken.get().value(), token));
    exchange.answer(
        allowed
            ? Answer.text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape())
            : unauthorized(Dialect.EVENTS));
  }
}
