package io.iotpipeline.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.gateway.access.RateLimits;
import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.admission.AdmissionControl;
import io.iotpipeline.gateway.config.ConfigReader;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.gateway.intake.Intake;
import io.iotpipeline.gateway.intake.Origin;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.gateway.line.LineEvents;
import io.iotpipeline.gateway.line.SeriesMapping;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.vertxserver.EventLoops;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** A server on a free port, whose intake does what a test says. */
final class HttpFixture implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  final List<SensorEvent> written = new CopyOnWriteArrayList<>();
  final List<Unreadable> unreadable = new CopyOnWriteArrayList<>();
  final List<Origin> origins = new CopyOnWriteArrayList<>();
  final HttpProtocolServer server;
  final GatewayMetrics metrics = new GatewayMetrics();
  volatile Optional<String> notReady = Optional.empty();
  volatile Health health = () -> notReady;

  /** What becomes of a message; called on the event loop. */
  volatile Supplier<Future<Void>> intake = Future::succeededFuture;

  private final OpenApi openApi = new OpenApi();
  private final EventLoops eventLoops = new EventLoops();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  HttpFixture() {
    this(Map.of(), Senders.ANYBODY);
  }

  HttpFixture(Map<String, String> settings, Senders senders) {
    Map<String, String> all = new java.util.TreeMap<>(settings);
    all.put("http.listen", "127.0.0.1:0");
    GatewayConfig config = new ConfigReader().read(null, Map.of(), all);
    Intake recording =
        (origin, events, pieces) -> {
          origins.add(origin);
          written.addAll(events);
          unreadable.addAll(pieces);
          return intake.get();
        };
    this.server =
        new HttpProtocolServer(
            eventLoops,
            config,
            Optional.empty(),
            senders,
            new AdmissionControl(
                recording, new RateLimits(config.eventsPerSecond(), System::nanoTime), metrics),
            new LineEvents(
                new SeriesMapping(config.sensorTags(), Set.of()), metrics::textSkipped, () -> 0),
            metrics,
            () -> health.notReady());
    await(server.start());
    this.root = "http://127.0.0.1:" + server.port();
  }

  static void await(Future<?> future) {
    try {
      var unused =
          future
              .toCompletionStage()
              .toCompletableFuture()
              .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** An intake that answers when the test completes the promise, on the caller's event loop. */
  Promise<Void> heldBack() {
    Promise<Void> acknowledgement = Promise.promise();
    intake =
        () -> {
          Context context = eventLoops.vertx().getOrCreateContext();
          Promise<Void> promise = Promise.promise();
          acknowledgement
              .future()
              .onComplete(result -> context.runOnContext(ignored -> promise.handle(result)));
          return promise.future();
        };
    return acknowledgement;
  }

  HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(root + pathAndQuery)).timeout(TIMEOUT);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpRequest built = request.build();
      HttpResponse<String> response = client.send(built, HttpResponse.BodyHandlers.ofString(UTF_8));
      check(built, response);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    return client
        .sendAsync(built, HttpResponse.BodyHandlers.ofString(UTF_8))
        .whenComplete(
            (response, problem) -> {
              if (problem == null) {
                check(built, response);
              }
            });
  }

  /** Each answer of the tests is as described, but those of paths that do not exist. */
  private void check(HttpRequest request, HttpResponse<String> response) {
    if (response.statusCode() != 404) {
      openApi.check(
          request.method(),
          request.uri().getPath(),
          response.statusCode(),
          response.headers(),
          response.body());
    }
  }

  HttpRequest.Builder json(String body) {
    return json(body.getBytes(UTF_8));
  }

  HttpRequest.Builder json(byte[] body) {
    return request("/v1/events")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  HttpRequest.Builder lines(String path, String body) {
    return request(path).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    await(server.close());
    eventLoops.close();
    metrics.close();
  }
}
