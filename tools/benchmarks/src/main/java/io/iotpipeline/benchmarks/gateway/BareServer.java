package io.iotpipeline.benchmarks.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What the bare servers share: as many event loops as the gateway has, and one port. */
final class BareServer {

  /** Vert.x: one free port for all event loops. */
  static final int ANY_SHARED_PORT = -1;

  private static final AtomicBoolean REPORTED = new AtomicBoolean();

  private BareServer() {}

  /**
   * @param part makes the part of the server of one event loop
   */
  static void run(Supplier<Verticle> part) {
    int eventLoops = Math.max(2, Runtime.getRuntime().availableProcessors());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
    vertx
        .deployVerticle(part, new DeploymentOptions().setInstances(eventLoops))
        .onFailure(
            e -> {
              System.err.println("cannot listen: " + e);
              System.exit(1);
            });
  }

  /** Prints the port, once: whoever has started this process reads it. */
  static void listening(int port) {
    if (!REPORTED.getAndSet(true)) {
      System.out.println(port);
    }
  }
}
