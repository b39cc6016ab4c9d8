package io.iotpipeline.admin.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The part of a Connect worker's REST API that {@link ConnectorSetup} uses. */
final class FakeConnect implements AutoCloseable {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final Map<String, JsonNode> configs = new TreeMap<>();

  /** The states of a connector's task; each request for it takes one, and the last one stays. */
  private final Map<String, Deque<String>> states = new HashMap<>();

  private final Map<String, List<String>> afterRestart = new HashMap<>();
  private final Map<String, Integer> putStatus = new HashMap<>();
  private final Deque<Integer> restartStatus = new ArrayDeque<>();
  private String trace = "";
  private String authorization;

  /** The connectors that were restarted. */
  final List<String> restarted = new ArrayList<>();

  FakeConnect() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/connectors", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the connector's task reports from now on. */
  void task(String connector, String... reported) {
    states.put(connector, new ArrayDeque<>(List.of(reported)));
  }

  void taskAfterRestart(String connector, String... reported) {
    afterRestart.put(connector, List.of(reported));
  }

  void trace(String stackTrace) {
    trace = stackTrace;
  }

  /** The response to a new configuration; by default 200. */
  void answerPut(String connector, int status) {
    putStatus.put(connector, status);
  }

  /** The responses to the next restarts; afterwards 202. */
  void answerRestarts(Integer... status) {
    restartStatus.addAll(List.of(status));
  }

  Map<String, JsonNode> configs() {
    return configs;
  }

  /** The header that each request must have from now on. */
  void requireLogin(String header) {
    authorization = header;
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (authorization != null
        && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().getPath();
    String[] parts = path.split("/", -1);
    String method = exchange.getRequestMethod();
    if (method.equals("PUT")) {
      answer(exchange, put(parts[2], json.readTree(exchange.getRequestBody())), "{}");
    } else if (method.equals("POST") && path.endsWith("/restart")) {
      answer(exchange, restart(parts[2], exchange.getRequestURI().getQuery()), "{}");
    } else if (parts.length == 4) {
      answer(exchange, 200, configs.get(parts[2]).toString());
    } else if (exchange.getRequestURI().getQuery() == null) {
      answer(exchange, 200, json.writeValueAsString(configs.keySet()));
    } else {
      answer(exchange, 200, statuses().toString());
    }
  }

  private int put(String connector, JsonNode config) {
    int status = putStatus.getOrDefault(connector, 200);
    if (status < 400) {
      configs.put(connector, config);
      states.computeIfAbsent(connector, name -> new ArrayDeque<>(List.of("RUNNING")));
    }
    return status;
  }

  private int restart(String connector, String query) {
    if (!query.equals("includeTasks=true&onlyFailed=true")) {
      return 400;
    }
    if (!restartStatus.isEmpty()) {
      return restartStatus.pop();
    }
    restarted.add(connector);
    states.put(connector, new ArrayDeque<>(afterRestart.get(connector)));
    return 202;
  }

  private JsonNode statuses() {
    ObjectNode all = json.createObjectNode();
    for (String connector : configs.keySet()) {
      Deque<String> reported = states.get(connector);
      String state = reported.size() > 1 ? reported.pop() : reported.peek();
      boolean ofConnector = Stream.of("PAUSED", "STOPPED").anyMatch(state::equals);
      ObjectNode status = all.putObject(connector).putObject("status");
      status.putObject("connector").put("state", ofConnector ? state : "RUNNING");
      ObjectNode task = status.putArray("tasks").addObject().put("state", state);
      if (state.equals("FAILED")) {
        task.put("trace", trace);
      }
    }
    return all;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
