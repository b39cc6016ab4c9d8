package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.config.ApiConfig;
import io.iotpipeline.api.config.ConfigReader;
import io.iotpipeline.api.live.LiveHub;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.api.pipeline.NodeState;
import io.iotpipeline.api.pipeline.PipelineMonitor;
import io.iotpipeline.api.quarantine.QuarantineLog;
import io.iotpipeline.api.readings.AlertHistory;
import io.iotpipeline.api.readings.FakeStreamsApp;
import io.iotpipeline.api.readings.FakeTables;
import io.iotpipeline.api.readings.HourlyQueries;
import io.iotpipeline.api.readings.LatestReadings;
import io.iotpipeline.api.readings.NewestReadings;
import io.iotpipeline.api.readings.ReadingQueries;
import io.iotpipeline.api.readings.Sparklines;
import io.iotpipeline.api.readings.StreamsApps;
import io.iotpipeline.api.register.SensorQueries;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.api.replay.FakeReplays;
import io.iotpipeline.api.replay.Replays;
import io.iotpipeline.api.source.RecentRecords;
import io.iotpipeline.api.source.RemoteHttp;
import io.iotpipeline.api.source.TestSchemas;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.vertxserver.EventLoops;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/** A server on a free port, with tables, a streams app and records of the test. */
final class ApiFixture implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-27T10:30:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  final FakeTables tables = new FakeTables();
  final FakeStreamsApp streamsApp = new FakeStreamsApp();
  final ApiMetrics metrics = new ApiMetrics();
  final AlertLog alerts = new AlertLog();
  final SensorRegister register = new SensorRegister(1000, Long.MAX_VALUE, alerts.open());
  final QuarantineLog quarantine = new QuarantineLog(TestSchemas.reader());
  final FakeReplays replayWork = new FakeReplays();
  final Replays replays = replayWork.replays(NOW);
  final LiveHub hub = new LiveHub(2, metrics);
  final PipelineMonitor monitor;
  final HttpApiServer server;
  volatile List<String> waitingFor = List.of();

  private final OpenApi openApi = new OpenApi();
  private final EventLoops eventLoops = new EventLoops();
  private final HttpClient client = HttpClient.newHttpClient();
  private long offset;

  ApiFixture() {
    this(Map.of());
  }

  ApiFixture(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("http.listen", "127.0.0.1:0");
    ApiConfig config = new ConfigReader().read(null, Map.of(), all);
    StreamsApps streamsApps = streamsApp.client();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    this.monitor = new PipelineMonitor(servers());
    alerts.listen(alert -> register.alertsChanged(alert.getSensorId()));
    this.server =
        new HttpApiServer(
            eventLoops,
            config,
            Optional.empty(),
            new Services(
                register,
                new SensorQueries(register),
                alerts,
                quarantine,
                replays,
                new LatestReadings(streamsApps, new NewestReadings(), register),
                new ReadingQueries(tables, clock),
                new HourlyQueries(tables, streamsApps, register, clock),
                new Sparklines(tables, register, clock),
                new AlertHistory(tables, register),
                monitor,
                hub),
            metrics,
            () -> waitingFor);
    await(server.start());
  }

  private PipelineMonitor.Servers servers() {
    RemoteHttp http = new RemoteHttp(eventLoops.vertx(), "x.", Map.of(), Duration.ofSeconds(1));
    return new PipelineMonitor.Servers(
        "kafka:9092",
        () -> {
          throw new KafkaException("Kafka is away");
        },
        "iot-streams-app",
        "http://registry",
        () -> {},
        Optional.empty(),
        http,
        List.of(streamsApp.url()),
        http,
        Optional.empty(),
        http,
        () -> List.of(new NodeState("cassandra", "127.0.0.1:9042", true, "")),
        () -> Map.of("LATE", 3L),
        Map::of);
  }

  void alert(SensorAlert alert) {
    alerts.add(new RecentRecords.Position(offset, 0, offset++), alert);
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

  HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + pathAndQuery))
        .timeout(TIMEOUT);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpRequest built = request.build();
      HttpResponse<String> response = client.send(built, HttpResponse.BodyHandlers.ofString(UTF_8));
      if (!built.method().equals("HEAD")) {
        openApi.check(
            built.method(),
            built.uri().getRawPath(),
            response.statusCode(),
            response.headers(),
            response.body());
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> get(String pathAndQuery) {
    return send(request(pathAndQuery));
  }

  HttpResponse<String> get(String pathAndQuery, String accept) {
    return send(request(pathAndQuery).header("Accept", accept));
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return Json.read(response.body().getBytes(UTF_8));
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  HttpClient client() {
    return client;
  }

  OpenApi openApi() {
    return openApi;
  }

  @Override
  public void close() {
    monitor.close();
    replays.close();
    await(server.close());
    eventLoops.close();
    streamsApp.close();
    metrics.close();
  }
}
