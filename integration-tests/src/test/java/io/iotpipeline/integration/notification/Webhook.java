package io.iotpipeline.integration.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Somebody's webhook. It can be away and come back at the same port, and answers 400 to what
 * contains {@value #REFUSED}.
 */
final class Webhook implements AutoCloseable {

  static final String REFUSED = "refuse-me";

  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final ObjectMapper json = new ObjectMapper();
  private HttpServer server;
  private int port;

  Webhook() throws IOException {
    start();
  }

  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    port = server.getAddress().getPort();
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean refused = body.contains(REFUSED);
          if (!refused) {
            received.add(json.readTree(body));
          }
          exchange.sendResponseHeaders(refused ? 400 : 204, -1);
          exchange.close();
        });
    server.start();
  }

  /** Nobody listens any more. */
  void leave() {
    server.stop(0);
  }

  String url() {
    return "http://127.0.0.1:" + port + "/alerts?key=secret";
  }

  /** The bodies of all requests that were taken. */
  List<JsonNode> received() {
    return List.copyOf(received);
  }

  /** Of each alert that a connector has sent, sensor and kind. */
  List<String> alerts() {
    return received.stream()
        .map(body -> body.path("sensor_id").asText() + " " + body.path("kind").asText())
        .toList();
  }

  @Override
  public void close() {
    leave();
  }
}
