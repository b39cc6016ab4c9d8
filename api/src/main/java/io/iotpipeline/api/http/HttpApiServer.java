package io.iotpipeline.api.http;

import io.iotpipeline.api.config.ApiConfig;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.vertxserver.Certificates;
import io.iotpipeline.vertxserver.ConnectionGuard;
import io.iotpipeline.vertxserver.EventLoops;
import io.iotpipeline.vertxserver.GuardedHttpServer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The HTTP server, on all event loops. */
public final class HttpApiServer {

  /** The line is long enough for a hundred sensors of /v1/sparklines. */
  private static final GuardedHttpServer.Limits LIMITS =
      new GuardedHttpServer.Limits(16_384, 16_384);

  private final ApiMetrics metrics;
  private final ConnectionGuard guard;
  private final Router router;
  private final Work work;
  private final GuardedHttpServer server;
  private final AtomicLong unsent = new AtomicLong();

  public HttpApiServer(
      EventLoops eventLoops,
      ApiConfig config,
      Optional<Certificates> certificates,
      Services services,
      ApiMetrics metrics,
      Health health) {
    this.metrics = metrics;
    this.guard = new ConnectionGuard(config.limits().connections(), System::nanoTime);
    this.work =
        new Work(eventLoops.vertx(), config.limits().queries(), config.limits().connections());
    ApiRoutes routes =
        new ApiRoutes(
            services,
            new LiveEndpoint(services.live(), eventLoops.vertx()),
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
            new HostCheck(config.readToken().isEmpty(), config.http().host()));
    this.server =
        new GuardedHttpServer(eventLoops, config.http(), certificates, LIMITS, guard, this::handle);
    metrics.gauge("connections", "Open connections.", guard::open);
    metrics.gauge("queries", "Requests in work.", work::inWork);
    metrics.gauge("queries.waiting", "Requests that wait for their turn.", work::waiting);
    metrics.gauge("unsent.bytes", "Bytes of answers that clients have not taken.", unsent::get);
  }

  private void handle(HttpServerRequest request) {
    router.handle(new Exchange(request, guard, metrics, unsent));
  }

  public Future<Void> start() {
    return server.start();
  }

  /** The port that was asked for, or the free port that was found. */
  public int port() {
    return server.port();
  }

  /** Requests that are not answered yet. */
  public int inWork() {
    return work.inWork() + work.waiting();
  }

  public Future<Void> close() {
    work.close();
    return server.close();
  }
}
