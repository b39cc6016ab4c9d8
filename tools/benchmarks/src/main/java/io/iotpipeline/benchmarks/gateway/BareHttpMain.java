package io.iotpipeline.benchmarks.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;

/**
 * The ceiling of the gateway's HTTP: reads the body and answers 202. The same library, the same
 * number of event loops.
 */
public final class BareHttpMain {

  private BareHttpMain() {}

  public static void main(String[] args) {
    BareServer.run(Part::new);
  }

  private static final class Part extends AbstractVerticle {

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
          .requestHandler(
              request ->
                  request
                      .body()
                      .onSuccess(
                          body -> {
                            var unused = request.response().setStatusCode(202).end();
                          }))
          .listen(BareServer.ANY_SHARED_PORT, "127.0.0.1")
          .onSuccess(server -> BareServer.listening(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
