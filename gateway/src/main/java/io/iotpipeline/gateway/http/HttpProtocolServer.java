package io.iotpipeline.gateway.http;

import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.gateway.line.LineEvents;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.gateway.server.ProtocolServer;
import io.iotpipeline.vertxserver.Certificates;
import io.iotpipeline.vertxserver.ConnectionGuard;
import io.iotpipeline.vertxserver.EventLoops;
import io.iotpipeline.vertxserver.GuardedHttpServer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The HTTP server, on all event loops. */
public final class HttpProtocolServer implements ProtocolServer {

  private static final GuardedHttpServer.Limits LIMITS = new GuardedHttpServer.Limits(4096, 8192);

  private final GatewayMetrics metrics;
  private final ConnectionGuard guard;
  private final Routes routes;
  private final GuardedHttpServer server;
  private final BodyBudget bodies = new BodyBudget(Exchange.MAX_ALL_BODIES);
  private volatile boolean stopping;

  public HttpProtocolServer(
      EventLoops eventLoops,
      GatewayConfig config,
      Optional<Certificates> certificates,
      Senders senders,
      Admission admission,
      LineEvents lines,
      GatewayMetrics metrics,
      Health health) {
    this.metrics = metrics;
    this.guard = new ConnectionGuard(config.maxConnections(), System::nanoTime);
    this.routes =
        new Routes(
            senders,
            admission,
            lines,
            metrics,
            config.metricsToken(),
            () -> stopping ? Optional.of("the gateway is stopping") : health.notReady(),
            () -> stopping);
    this.server =
        new GuardedHttpServer(
            eventLoops, config.http().orElseThrow(), certificates, LIMITS, guard, this::handle);
    metrics.connections("http", guard::open);
  }

  private void handle(HttpServerRequest request) {
    routes.handle(new Exchange(request, guard, metrics, bodies));
  }

  @Override
  public Future<Void> start() {
    return server.start();
  }

  /** The port that was asked for, or the free port that was found. */
  public int port() {
    return server.port();
  }

  @Override
  public Future<Void> stopTaking() {
    stopping = true;
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return server.close();
  }
}
