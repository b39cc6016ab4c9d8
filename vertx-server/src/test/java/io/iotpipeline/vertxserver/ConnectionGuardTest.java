package io.iotpipeline.vertxserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionGuardTest {

  private final AtomicLong nanos = new AtomicLong();
  private final ConnectionGuard guard = new ConnectionGuard(2, nanos::get);
  private final Set<HttpConnection> closed = new HashSet<>();
  private final Map<HttpConnection, Handler<Void>> closeHandlers = new HashMap<>();

  private HttpConnection open() {
    HttpConnection connection =
        (HttpConnection)
            Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(),
                new Class<?>[] {HttpConnection.class},
                (proxy, method, args) -> called((HttpConnection) proxy, method.getName(), args));
    guard.opened(connection);
    return connection;
  }

  @SuppressWarnings("unchecked") // the argument of HttpConnection.closeHandler
  private Object called(HttpConnection connection, String method, Object[] args) {
    return switch (method) {
      case "hashCode" -> System.identityHashCode(connection);
      case "equals" -> connection == args[0];
      case "toString" -> "connection";
      case "closeHandler" -> {
        closeHandlers.put(connection, (Handler<Void>) args[0]);
        yield connection;
      }
      case "close" -> {
        closed.add(connection);
        Handler<Void> handler = closeHandlers.get(connection);
        if (handler != null) {
          handler.handle(null);
        }
        yield Future.succeededFuture();
      }
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    guard.closeSlow();
  }

  @Test
  void closes_a_client_that_does_not_send_its_first_headers() {
    HttpConnection connection = open();

    pass(9);
    assertThat(closed).isEmpty();
    pass(2);
    assertThat(closed).containsExactly(connection);
    assertThat(guard.open()).isZero();
  }

  @Test
  void closes_a_client_that_does_not_send_its_body() {
    HttpConnection connection = open();
    guard.receiving(connection);

    pass(29);
    assertThat(closed).isEmpty();
    pass(2);
    assertThat(closed).containsExactly(connection);
  }

  @Test
  void waits_a_minute_for_an_answer_and_for_the_next_request() {
    HttpConnection connection = open();
    guard.receiving(connection);
    guard.working(connection);

    pass(59);
    assertThat(closed).isEmpty();
    guard.idle(connection);
    pass(59);
    assertThat(closed).isEmpty();
    pass(2);
    assertThat(closed).containsExactly(connection);
  }

  @Test
  void a_stream_may_take_hours_but_has_an_end() {
    HttpConnection connection = open();
    guard.receiving(connection);
    guard.streaming(connection);

    pass(6 * 3600 - 1);
    assertThat(closed).isEmpty();
    pass(2);
    assertThat(closed).containsExactly(connection);
  }

  @Test
  void a_new_client_takes_the_place_of_the_one_that_is_idle_longest() {
    HttpConnection first = open();
    pass(1);
    HttpConnection second = open();
    guard.receiving(first);
    guard.working(first);

    HttpConnection third = open();

    assertThat(closed).containsExactly(second);
    assertThat(guard.open()).isEqualTo(2);
    guard.receiving(third);
    HttpConnection fourth = open();
    assertThat(closed).as("nobody is idle").containsExactlyInAnyOrder(second, fourth);
  }
}
