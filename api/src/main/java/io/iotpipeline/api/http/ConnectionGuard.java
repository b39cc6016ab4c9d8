package io.iotpipeline.api.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits the number of connections, and how long a client may take. Vert.x itself limits the time
 * without any byte only, which a client that sends one byte a second never exceeds. Thread-safe.
 */
final class ConnectionGuard {

  /** From the connection to the end of the headers of its first request. */
  private static final Duration FIRST_HEADERS = Duration.ofSeconds(10);

  /** From an answer to the end of the headers of the next request. */
  private static final Duration NEXT_HEADERS = Duration.ofSeconds(60);

  /** Most requests have no body; one that a client sends is discarded. */
  private static final Duration BODY = Duration.ofSeconds(30);

  /** A query ends within 15 s; then the client takes the answer. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** Then the client connects again, and may come to another instance. */
  private static final Duration STREAM = Duration.ofHours(6);

  private final int maxConnections;
  private final LongSupplier nanoTime;
  private final Map<HttpConnection, State> connections = new ConcurrentHashMap<>();

  /**
   * @param waits whether the client has no request in work
   */
  private record State(long deadlineNanos, boolean waits) {}

  ConnectionGuard(int maxConnections, LongSupplier nanoTime) {
    this.maxConnections = maxConnections;
    this.nanoTime = nanoTime;
  }

  void opened(HttpConnection connection) {
    if (connections.size() >= maxConnections && !closeLongestWaiting()) {
      var unused = connection.close();
      return;
    }
    connections.put(connection, until(FIRST_HEADERS, true));
    connection.closeHandler(ignored -> connections.remove(connection));
  }

  /** The connection that has waited longest: a new client is more likely to have work. */
  private boolean closeLongestWaiting() {
    HttpConnection longest = null;
    long earliest = Long.MAX_VALUE;
    for (Map.Entry<HttpConnection, State> each : connections.entrySet()) {
      State state = each.getValue();
      long left = state.deadlineNanos() - nanoTime.getAsLong();
      if (state.waits() && left < earliest) {
        earliest = left;
        longest = each.getKey();
      }
    }
    if (longest == null) {
      return false;
    }
    connections.remove(longest);
    var unused = longest.close();
    return true;
  }

  /** The headers of a request are complete. */
  void receiving(HttpConnection connection) {
    update(connection, until(BODY, false));
  }

  /** The body of a request is complete. */
  void working(HttpConnection connection) {
    update(connection, until(ANSWER, false));
  }

  /** The answer is written. */
  void idle(HttpConnection connection) {
    update(connection, until(NEXT_HEADERS, true));
  }

  /** The answer is a stream without an end; Vert.x closes it if the client reads nothing. */
  void streaming(HttpConnection connection) {
    connections.computeIfPresent(
        connection, (key, before) -> new State(nanoTime.getAsLong() + STREAM.toNanos(), false));
  }

  private void update(HttpConnection connection, State state) {
    connections.computeIfPresent(connection, (key, before) -> state);
  }

  private State until(Duration time, boolean waits) {
    return new State(nanoTime.getAsLong() + time.toNanos(), waits);
  }

  /** Closes connections whose time is up; called every second. */
  void closeSlow() {
    long now = nanoTime.getAsLong();
    connections.forEach(
        (connection, state) -> {
          if (now - state.deadlineNanos() > 0) {
            var unused = connection.close();
          }
        });
  }

  int open() {
    return connections.size();
  }
}
