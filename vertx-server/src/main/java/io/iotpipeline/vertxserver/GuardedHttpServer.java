package io.iotpipeline.vertxserver;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An HTTP server on all event loops, with a guard of its connections. */
public final class GuardedHttpServer {

  /** Vert.x: one free port for all event loops. */
  private static final int ANY_SHARED_PORT = -1;

  private static final long GUARD_INTERVAL_MS = 1000;

  private final EventLoops eventLoops;
  private final HttpServerOptions options;
  private final ConnectionGuard guard;
  private final Handler<HttpServerRequest> handler;
  private volatile int port;
  private volatile String deployment;

  /**
   * Limits of a request, in bytes.
   *
   * @param line method, path and query
   * @param headers all of them
   */
  public record Limits(int line, int headers) {}

  /**
   * @param certificates empty: no TLS
   * @param handler of requests, on any event loop
   */
  public GuardedHttpServer(
      EventLoops eventLoops,
      ListenAddress address,
      Optional<Certificates> certificates,
      Limits limits,
      ConnectionGuard guard,
      Handler<HttpServerRequest> handler) {
    this.eventLoops = eventLoops;
    this.options = options(address, certificates, limits);
    this.guard = guard;
    this.handler = handler;
  }

  private static HttpServerOptions options(
      ListenAddress address, Optional<Certificates> certificates, Limits limits) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(address.host())
            .setPort(address.port() == 0 ? ANY_SHARED_PORT : address.port())
            .setIdleTimeout(60)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxInitialLineLength(limits.line())
            .setMaxHeaderSize(limits.headers())
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

  /** One event loop's part of the server. */
  private final class Part extends AbstractVerticle {

    @Override
    public void start(Promise<Void> started) {
      HttpServer server = vertx.createHttpServer(options);
      server.connectionHandler(guard::opened);
      server.requestHandler(handler);
      server.exceptionHandler(ignored -> {}); // broken requests and handshakes are no news
      server
          .listen()
          .onSuccess(listening -> port = listening.actualPort())
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  /** Completes when requests can come. */
  public Future<Void> start() {
    var unused = eventLoops.vertx().setPeriodic(GUARD_INTERVAL_MS, id -> guard.closeSlow());
    return eventLoops
        .vertx()
        .deployVerticle(Part::new, new DeploymentOptions().setInstances(EventLoops.COUNT))
        .onSuccess(id -> deployment = id)
        .mapEmpty();
  }

  /** The port that was asked for, or the free port that was found. */
  public int port() {
    return port;
  }

  /** Closes all connections. */
  public Future<Void> close() {
    return deployment == null ? Future.succeededFuture() : eventLoops.vertx().undeploy(deployment);
  }
}
