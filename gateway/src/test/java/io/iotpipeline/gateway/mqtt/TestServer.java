package io.iotpipeline.gateway.mqtt;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An MQTT server on a free port, with short times and a fake Kafka. */
final class TestServer implements AutoCloseable {

  static final Sender PLANT = new Sender("plant", List.of("plant"));
  static final String TOKEN = "secret-token";

  /** One sender with one token. */
  static final Senders SENDERS =
      token -> TOKEN.equals(token) ? Optional.of(PLANT) : Optional.empty();

  static final MqttLimits LIMITS =
      new MqttLimits(
          1024 * 1024,
          16 * 1024,
          8L * 1024 * 1024,
          8 * 1024,
          100_000,
          1_000_000,
          100,
          4,
          3,
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(60),
          Duration.ofMillis(100));

  final FakeAdmission admission = new FakeAdmission();
  final GatewayMetrics metrics = new GatewayMetrics();
  final MqttServer server;
  private final Vertx vertx = Vertx.vertx();

  TestServer(Senders senders, MqttLimits limits, int maxConnections) {
    server =
        new MqttServer(
            vertx,
            new NetServerOptions().setHost("127.0.0.1").setPort(0),
            senders,
            admission,
            metrics,
            maxConnections,
            2,
            limits);
    await(server.start());
  }

  static TestServer forAnybody() {
    return new TestServer(Senders.ANYBODY, LIMITS, 1000);
  }

  String uri() {
    return "tcp://127.0.0.1:" + server.port();
  }

  int port() {
    return server.port();
  }

  double count(String metric, String tag, String value) {
    return metrics.registry().get("iot.gateway.mqtt." + metric).tag(tag, value).counter().count();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(server.close());
    await(vertx.close());
  }
}
