package io.iotpipeline.api.http;

import io.iotpipeline.api.config.ApiConfig;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.api.server.Certificates;
import io.iotpipeline.api.server.ListenAddress;
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
import java.util.concurrent.atomic.AtomicLong;

/** The HTTP server, on all event loops. */
public final class HttpApiServer {

  private static final int MAX_HEADERS = 16_384;

  /** A hundred sensors of /v1/sparklines. */
  private static final int MAX_LINE = 16_384;

  /** Vert.x: one free port for all event loops. */
  private static final int ANY_SHARED_PORT = -1;

  private static final long GUARD_INTERVAL_MS = 1000;

  private final Vertx vertx;
  private final ListenAddress address;
  private final Optional<Certificates> certificates;
  private final ApiMetrics metrics;
  private final ConnectionGuard guard;
  private final Router router;
  private final Work work;
  private final int eventLoops;
  private final AtomicLong unsent = new AtomicLong();
  private volatile int port;
  private volatile String deployment;

  public HttpApiServer(
      Vertx vertx,
      ApiConfig config,
      int eventLoops,
      Optional<Certificates> certificates,
      Services services,
      ApiMetrics metrics,
      Health health) {
    this.vertx = vertx;
    this.address = config.http();
    this.eventLoops = eventLoops;
    this.certificates = certificates;
    this.metrics = metrics;
    this.guard = new ConnectionGuard(config.limits().connections(), System::nanoTime);
    this.work = new Work(vertx, config.limits().queries());
    ApiRoutes routes =
        new ApiRoutes(
            services,
            new LiveEndpoint(services.live(), vertx),
            new ReplayEndpoint(services.replays(), config.replayAccess()),
            work,
            metrics,
            health,
            new BearerToken("http.read.token", config.readToken()),
            new BearerToken("http.replay.token", config.replayToken()),
            new BearerToken("http.metrics.token", config.metricsToken()));
    this.router =
        new Router(
            routes.all(),
            StaticFiles.load("/console"),
            new HostCheck(config.readToken().isEmpty(), address.host()));
    metrics.gauge("connections", "Open connections.", guard::open);
    metrics.gauge("queries", "Requests in work.", work::inWork);
    metrics.gauge("unsent.bytes", "Bytes of answers that clients have not taken.", unsent::get);
  }

  /** One event loop's part of the server. */
  private final class Part extends AbstractVerticle {

    @Override
    public void start(Promise<Void> started) {
      HttpServer server = vertx.createHttpServer(options());
      server.connectionHandler(guard::opened);
      server.requestHandler(HttpApiServer.this::handle);
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
    router.handle(new Exchange(request, guard, metrics, unsent));
  }

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

  /** Requests that are not answered yet. */
  public int inWork() {
    return work.inWork();
  }

  public Future<Void> close() {
    work.close();
    return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
  }
}
