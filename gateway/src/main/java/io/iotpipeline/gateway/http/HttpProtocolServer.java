package io.iotpipeline.gateway.http;

import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.gateway.line.LineEvents;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.gateway.server.Certificates;
import io.iotpipeline.gateway.server.ListenAddress;
import io.iotpipeline.gateway.server.ProtocolServer;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The HTTP server, on all event loops. */
public final class HttpProtocolServer implements ProtocolServer {

  private static final int MAX_HEADERS = 8192;
  private static final int MAX_LINE = 4096;

  /** Vert.x: one free port for all event loops. */
  private static final int ANY_SHARED_PORT = -1;

  private static final long GUARD_INTERVAL_MS = 1000;

  private final Vertx vertx;
  private final ListenAddress address;
  private final Optional<Certificates> certificates;
  private final GatewayMetrics metrics;
  private final ConnectionGuard guard;
  private final Routes routes;
  private final int eventLoops;
  private final BodyBudget bodies = new BodyBudget(Exchange.MAX_ALL_BODIES);
  private volatile boolean stopping;
  private volatile int port;
  private volatile String deployment;

  public HttpProtocolServer(
      Vertx vertx,
      GatewayConfig config,
      int eventLoops,
      Optional<Certificates> certificates,
      Senders senders,
      Admission admission,
      LineEvents lines,
      GatewayMetrics metrics,
      Health health) {
    this.vertx = vertx;
    this.address = config.http().orElseThrow();
    this.eventLoops = eventLoops;
    this.certificates = certificates;
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
    metrics.connections("http", guard::open);
  }

  /** One event loop's part of the server. */
  private final class Part extends AbstractVerticle {

    @Override
    public void start(Promise<Void> started) {
      HttpServer server = vertx.createHttpServer(options());
      server.connectionHandler(guard::opened);
      server.requestHandler(HttpProtocolServer.this::handle);
      server.exceptionHandler(ignored -> {}); // broken requests and handshakes are no news
      server
          .listen()
          .onSuccess(listening -> port = listening.actualPort())
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(address.host())
            .setPort(address.port() == 0 ? ANY_SHARED_PORT : address.port())
            .setIdleTimeout(60)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setTcpNoDelay(true)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false);
    certificates.ifPresent(
        certificate ->
            options
                .setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setKeyCertOptions(KeyCertOptions.wrap(certificate)));
    return options;
  }

  private void handle(HttpServerRequest request) {
    routes.handle(new Exchange(request, guard, metrics, bodies));
  }

  @Override
  public Future<Void> start() {
    var unused = vertx.setPeriodic(GUARD_INTERVAL_MS, ignored -> guard.closeSlow());
    return vertx
        .deployVerticle(Part::new, new DeploymentOptions().setInstances(eventLoops))
        .onSuccess(id -> deployment = id)
        .mapEmpty();
  }

  /** The port that was asked for, or the free port that was found. */
  public int port() {
    return port;
  }

  @Override
  public Future<Void> stopTaking() {
    stopping = true;
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
  }
}
