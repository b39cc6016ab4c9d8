package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.limits.HttpLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client gets that exceeds a limit. */
@Timeout(60)
class HttpLimitsTest {

  private static final int CONNECTIONS = 10;
  private static final int REQUESTS = 4;
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String OK = "HTTP/1.1 200";

  private final CountDownLatch release = new CountDownLatch(1);
  private TestInstance instance;
  private HostileClients clients;

  @AfterEach
  void close() {
    release.countDown();
    clients.close();
    instance.close();
  }

  @Test
  void headers_that_are_too_large_are_refused_with_431() throws Exception {
    start(LONG, LONG, LONG);
    clients.connect(1);

    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(10_000) + "\r\n\r\n");

    assertThat(clients.response(0))
        .startsWith("HTTP/1.1 431 ")
        .contains("Content-Type: application/json", "{\"error\":");
  }

  @Test
  void bytes_that_are_no_request_are_refused_with_400() throws Exception {
    start(LONG, LONG, LONG);
    clients.connect(1);

    clients.send("\u0016\u0003 this is not HTTP\r\n\r\n");

    assertThat(clients.response(0)).startsWith("HTTP/1.1 400 ").contains("{\"error\":");
  }

  @Test
  void headers_that_are_not_complete_in_time_are_refused_with_408() throws Exception {
    start(SHORT, LONG, LONG);
    clients.connect(1);

    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ");

    assertThat(clients.response(0)).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void a_client_that_reads_nothing_is_disconnected() throws Exception {
    start(LONG, SHORT, LONG);
    String metrics = "a_total 1.0\n".repeat(1_000_000);
    instance.metrics = () -> metrics;
    clients.connect(1);

    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    awaitUntil(() -> !clients.isOpen(0));

    assertThat(clients.response(0).length()).isLessThan(metrics.length());
  }

  @Test
  void an_idle_connection_is_closed_after_the_idle_time_and_not_before() throws Exception {
    start(SHORT, SHORT, SHORT.multipliedBy(4));
    clients.connect(1);
    long begin = System.nanoTime();

    assertThat(clients.response(0)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(SHORT.multipliedBy(3));
  }

  @Test
  void a_connection_can_be_used_again_after_a_pause() throws Exception {
    start(SHORT, SHORT, LONG);
    clients.connect(1);

    clients.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
    LockSupport.parkNanos(SHORT.multipliedBy(4).toNanos()); // the pause is what is tested
    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(clients.response(0)).contains(OK, TestInstance.METRICS);
  }

  @Test
  void more_requests_at_a_time_are_refused_with_503_but_health_is_answered() throws Exception {
    start(LONG, LONG, LONG);
    instance.metrics = this::blockedMetrics;
    awaitAllRequestsInWork();

    HttpResponse<String> refused = instance.get("/sensors/a/latest");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).isEqualTo("{\"error\":\"too many requests at a time\"}");
    assertThat(clients.health(SECOND)).isEqualTo(OK);
  }

  @Test
  void requests_are_answered_again_when_others_have_ended() throws Exception {
    start(LONG, LONG, LONG);
    instance.metrics = this::blockedMetrics;
    awaitAllRequestsInWork();

    release.countDown();

    awaitUntil(() -> instance.get("/metrics").statusCode() == 200);
  }

  @Test
  void one_connection_more_closes_the_one_that_waits_longest() throws Exception {
    start(LONG, LONG, LONG);
    clients.connect(1);
    // The server opens connections that come together in any order.
    assertThat(clients.health(SECOND)).isEqualTo(OK);
    clients.connect(CONNECTIONS - 1);
    clients.send("GET /metrics HTTP/1.1\r\nX: ");

    assertThat(clients.health(SECOND)).isEqualTo(OK);
    assertThat(clients.response(0)).isEmpty();
    assertThat(clients.isOpen(CONNECTIONS - 1)).isTrue();
  }

  @Test
  void a_connection_with_a_request_in_work_is_not_closed_for_another_one() throws Exception {
    start(LONG, LONG, LONG);
    CountDownLatch started = new CountDownLatch(1);
    instance.metrics =
        () -> {
          started.countDown();
          return blockedMetrics();
        };
    CompletableFuture<HttpResponse<String>> inWork = instance.getAsync("/metrics");
    started.await();
    clients.connect(2 * CONNECTIONS);

    assertThat(clients.health(SECOND)).isEqualTo(OK);
    release.countDown();
    assertThat(inWork.join().body()).isEqualTo(TestInstance.METRICS);
  }

  private void start(Duration headerTime, Duration responseTime, Duration idleTime) {
    instance =
        new TestInstance(
            new HttpLimits(CONNECTIONS, REQUESTS, 8192, headerTime, responseTime, idleTime),
            HttpSecurity.OPEN);
    clients = new HostileClients(instance.address());
  }

  /** Sends requests that are blocked, until one is refused. */
  private void awaitAllRequestsInWork() throws Exception {
    awaitUntil(() -> isRefused(instance.getAsync("/metrics")));
  }

  private static boolean isRefused(CompletableFuture<HttpResponse<String>> response)
      throws Exception {
    try {
      return response.get(SHORT.toMillis(), TimeUnit.MILLISECONDS).statusCode() == 503;
    } catch (TimeoutException e) {
      return false; // it is blocked
    }
  }

  private String blockedMetrics() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return TestInstance.METRICS;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void awaitUntil(Condition condition) throws Exception {
    while (!condition.holds()) {
      TimeUnit.MILLISECONDS.sleep(10); // ends with the test's timeout
    }
  }
}
