package io.iotpipeline.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP server with the schema of events under id 1, for whoever sends the right header. */
final class FakeRegistry implements AutoCloseable {

  private final HttpServer server;
  private final String authorization;
  private volatile boolean forbidsLists;
  private final List<String> paths = Collections.synchronizedList(new ArrayList<>());

  private FakeRegistry(HttpServer server, String authorization) {
    this.server = server;
    this.authorization = authorization;
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * @param authorization the header that a request must have, or null
   */
  static FakeRegistry http(String authorization) throws IOException {
    return new FakeRegistry(HttpServer.create(address(), 0), authorization);
  }

  /** A server that answers requests for schemas by their ids only. */
  static FakeRegistry forbiddingLists() throws IOException {
    FakeRegistry registry = http(null);
    registry.forbidsLists = true;
    return registry;
  }

  /** A server that requires a certificate of its clients. */
  static FakeRegistry https(SSLContext stores) throws IOException {
    HttpsServer server = HttpsServer.create(address(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(stores) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    return new FakeRegistry(server, null);
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    paths.add(path);
    exchange.getRequestBody().readAllBytes();
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    boolean isAllowed = authorization == null || authorization.equals(header);
    byte[] body = (isAllowed ? body(path) : "{}").getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    int status = forbidsLists && !path.contains("/ids/") ? 403 : isAllowed ? 200 : 401;
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String body(String path) {
    String schema = SensorEvent.getClassSchema().toString();
    if (path.endsWith("/schemas/ids/1")) {
      return "{\"schema\": \"" + schema.replace("\"", "\\\"") + "\"}";
    }
    return path.endsWith("/references") ? "[]" : schema;
  }

  /** The paths of all requests. */
  List<String> paths() {
    return List.copyOf(paths);
  }

  /** Without the scheme. */
  String hostAndPort() {
    return "localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
