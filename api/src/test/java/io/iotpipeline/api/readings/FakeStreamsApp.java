package io.iotpipeline.api.readings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.iotpipeline.api.source.RemoteHttp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A streams app whose answers a test sets, by the raw path. */
public final class FakeStreamsApp implements AutoCloseable {

  public final Map<String, String> bodies = new ConcurrentHashMap<>();
  public volatile int status = 200;

  /** Runs when it is asked, before it answers. */
  volatile Runnable asked = () -> {};

  private final HttpServer server;
  private final Vertx vertx = Vertx.vertx();

  public FakeStreamsApp() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          asked.run();
          String body = bodies.get(exchange.getRequestURI().getRawPath());
          byte[] bytes = (body == null ? "{\"error\":\"none\"}" : body).getBytes(UTF_8);
          exchange.sendResponseHeaders(body == null && status == 200 ? 404 : status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public StreamsApps client(URI... before) {
    List<URI> urls = new java.util.ArrayList<>(List.of(before));
    urls.add(url());
    return new StreamsApps(
        new RemoteHttp(vertx, "streams.app.", Map.of(), Duration.ofSeconds(5)),
        urls,
        Runnable::run);
  }

  @Override
  public void close() {
    server.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
