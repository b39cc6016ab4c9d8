package io.iotpipeline.api.http;

import io.iotpipeline.api.live.LiveClient;
import io.iotpipeline.api.live.LiveHub;
import io.iotpipeline.api.live.Sink;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/** Writes live events to a client, as server-sent events, until it goes. */
final class LiveEndpoint {

  private static final long PING_MS = 15_000;

  private final LiveHub hub;
  private final Vertx vertx;

  LiveEndpoint(LiveHub hub, Vertx vertx) {
    this.hub = hub;
    this.vertx = vertx;
  }

  /** The connection of a client. */
  private record Connection(Context context, HttpServerResponse response) implements Sink {

    @Override
    public void execute(Runnable task) {
      context.runOnContext(ignored -> task.run());
    }

    @Override
    public boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    public void write(String text) {
      if (!response.closed() && !response.ended()) {
        var unused = response.write(text);
      }
    }

    @Override
    public void onDrain(Runnable task) {
      response.drainHandler(ignored -> task.run());
    }
  }

  void handle(Exchange exchange, Route.Query query) {
    hub.check(query.parameters());
    if (exchange.request().method().name().equals("HEAD")) {
      exchange.answer(Answer.text("text/event-stream", ""));
      return;
    }
    HttpServerResponse response = exchange.stream("text/event-stream");
    LiveClient client =
        hub.open(query.parameters(), new Connection(vertx.getOrCreateContext(), response));
    long pings = vertx.setPeriodic(PING_MS, ignored -> client.ping());
    response.closeHandler(
        ignored -> {
          vertx.cancelTimer(pings);
          hub.close(client);
        });
    client.ping(); // sends the headers
  }
}
