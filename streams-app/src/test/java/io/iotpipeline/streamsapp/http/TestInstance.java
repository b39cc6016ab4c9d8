package io.iotpipeline.streamsapp.http;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.limits.HttpLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A real HTTP server of an instance; each test sets its state, location and health. */
final class TestInstance implements AutoCloseable, SensorQueryService, SensorLocator {

  static final String METRICS = "a_total 1.0\n";
  static final Instant HOUR = Instant.parse("2020-07-13T12:00:00Z");
  static final int PARTITION = 7;

  private final HttpClient client;
  private final HttpSecurity security;
  private final HttpService service;

  /** Replicas that this instance can read now. */
  final Set<StoreReplica> readable = new HashSet<>();

  final Map<String, LatestReadings> latest = new HashMap<>();

  /** The last hourly query on this instance. */
  HourlyQuery asked;

  int reads;
  Supplier<String> metrics = () -> METRICS;
  HealthReport health = new HealthReport("RUNNING", true, true, List.of(), List.of());
  Optional<SensorLocation> location = Optional.empty();

  TestInstance() {
    this(HttpLimits.DEFAULT, HttpSecurity.OPEN);
  }

  TestInstance(HttpLimits limits, HttpSecurity security) {
    this.security = security;
    this.client = newClient();
    try {
      service = HttpService.bind(HttpAddress.parse("127.0.0.1:0"), limits, security);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service.start(
        () -> health,
        () -> metrics.get(),
        new SensorEndpoint(service.address(), this, this, security));
  }

  /** A client with a new connection. It trusts whom the instance trusts. */
  HttpClient newClient() {
    HttpClient.Builder builder = HttpClient.newBuilder();
    security.certificates().ifPresent(tls -> builder.sslContext(tls.context()));
    return builder.build();
  }

  static StoreReplica active() {
    return new StoreReplica(PARTITION, false);
  }

  static StoreReplica standby() {
    return new StoreReplica(PARTITION, true);
  }

  void isAt(HttpAddress active, HttpAddress... standbys) {
    location = Optional.of(new SensorLocation(PARTITION, active, List.of(standbys)));
  }

  void hasSensor(String sensorId, double value) {
    latest.put(
        sensorId,
        new LatestReadings(
            sensorId, HOUR, List.of(new LatestReadings.Reading("temperature", value, HOUR))));
  }

  HttpAddress address() {
    return service.address();
  }

  URI uri(String path) {
    return URI.create(security.scheme() + "://" + address() + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  /** With the header {@code Authorization}. */
  HttpResponse<String> getAs(String authorization, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).header("Authorization", authorization).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getAsync(String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public SensorLocation locate(String sensorId) {
    return location.orElseThrow(() -> new UnavailableException("moving"));
  }

  @Override
  public Optional<LatestReadings> latest(String sensorId, StoreReplica replica) {
    check(replica);
    return Optional.ofNullable(latest.get(sensorId));
  }

  @Override
  public Optional<List<HourlyAggregate>> hourly(HourlyQuery query, StoreReplica replica) {
    check(replica);
    asked = query;
    return latest.containsKey(query.sensorId())
        ? Optional.of(List.of(hour(query.sensorId())))
        : Optional.empty();
  }

  private void check(StoreReplica replica) {
    reads++;
    if (!readable.contains(replica)) {
      throw new UnavailableException("not here");
    }
  }

  private static HourlyAggregate hour(String sensorId) {
    return new HourlyAggregate(
        sensorId,
        "temperature",
        HOUR,
        HOUR.plusSeconds(3600),
        2L,
        3.0,
        1.0,
        2.0,
        1.5,
        0.5,
        1.0,
        2.0,
        1594641600000000L,
        false);
  }

  @Override
  public void close() {
    service.close();
  }
}
