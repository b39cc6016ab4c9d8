package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.access.TestCertificate;
import io.iotpipeline.streamsapp.limits.HttpLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client gets over TLS that exceeds a limit. */
@Timeout(60)
class TlsLimitsTest {

  private static final int CONNECTIONS = 10;
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String OK = "HTTP/1.1 200";
  private static final String REQUEST =
      "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  @TempDir private static Path folder;

  private static TestCertificate certificate;

  private HttpSecurity security;
  private TestInstance instance;
  private HostileClients clients;

  @BeforeAll
  static void create() throws IOException {
    certificate = TestCertificate.create(folder.resolve("node.p12"), TestCertificate.LOCAL);
  }

  private void start(Duration headerTime, Duration responseTime, Duration idleTime) {
    security = certificate.security();
    instance =
        new TestInstance(
            new HttpLimits(CONNECTIONS, CONNECTIONS, 8192, headerTime, responseTime, idleTime),
            security);
    clients = new HostileClients(instance.address(), security);
    while (!clients.health(Duration.ofSeconds(30)).equals(OK)) {
      // the first handshakes load classes, and may exceed the limits
    }
  }

  @AfterEach
  void close() {
    clients.close();
    instance.close();
  }

  @Test
  void a_handshake_that_stops_is_closed_after_the_header_time() throws Exception {
    start(SHORT, LONG, LONG);
    byte[] hello = hello();
    clients.connect(1);

    clients.sendBytes(Arrays.copyOf(hello, hello.length / 2));

    assertThat(clients.response(0)).doesNotContain("HTTP");
  }

  @Test
  void a_handshake_that_stops_after_its_first_message_is_closed_after_the_header_time()
      throws Exception {
    start(SHORT, LONG, LONG);
    clients.connect(1);

    clients.sendBytes(hello());

    assertThat(clients.response(0)).doesNotContain("HTTP");
  }

  @Test
  void a_handshake_byte_by_byte_is_closed_after_the_header_time() throws Exception {
    start(SHORT, LONG, LONG);
    byte[] hello = hello();
    clients.connect(1);
    long begin = System.nanoTime();

    int sent = 0;
    while (clients.isOpenForBytes(0, hello[sent])) {
      sent++;
      TimeUnit.MILLISECONDS.sleep(50);
    }

    assertThat(sent).as("bytes, of a first message of %d", hello.length).isLessThan(hello.length);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(SHORT);
  }

  @Test
  void a_record_that_stops_in_the_middle_is_refused_with_408_in_tls() throws Exception {
    start(SHORT, LONG, LONG);
    clients.connectAndHandshake(1);
    byte[] record = clients.encrypted(0, REQUEST);

    clients.sendBytes(Arrays.copyOf(record, record.length / 2));

    assertThat(clients.response(0)).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void headers_that_are_not_complete_in_time_are_refused_with_408_in_tls() throws Exception {
    start(SHORT, LONG, LONG);
    clients.connectAndHandshake(1);

    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ");

    assertThat(clients.response(0)).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void a_client_without_a_request_after_its_handshake_gets_408_in_tls() throws Exception {
    start(SHORT, LONG, LONG);

    clients.connectAndHandshake(1);

    assertThat(clients.response(0)).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void a_connection_can_be_used_again_after_a_pause() throws Exception {
    start(SHORT, LONG, LONG);
    clients.connectAndHandshake(1);

    clients.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
    LockSupport.parkNanos(SHORT.multipliedBy(3).toNanos()); // the pause is what is tested
    clients.send(REQUEST);

    assertThat(clients.response(0)).contains(OK, TestInstance.METRICS);
  }

  @Test
  void a_client_that_reads_nothing_is_disconnected_and_its_request_ends() throws Exception {
    start(LONG, SHORT, LONG);
    String metrics = "a_total 1.0\n".repeat(1_000_000);
    instance.metrics = () -> metrics;
    clients.connectAndHandshake(CONNECTIONS);

    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    for (int client = 0; client < CONNECTIONS; client++) {
      while (clients.isOpen(client)) {
        TimeUnit.MILLISECONDS.sleep(10); // ends with the test's timeout
      }
    }

    instance.metrics = () -> TestInstance.METRICS;
    while (instance.get("/metrics").statusCode() != 200) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void an_idle_connection_is_closed_after_the_idle_time() throws Exception {
    start(LONG, LONG, SHORT);
    clients.connect(1);

    assertThat(clients.response(0)).doesNotContain("HTTP");
  }

  @Test
  void each_client_counts_once() throws Exception {
    start(LONG, LONG, LONG);
    int count = CONNECTIONS - 1; // one of the last handshake may still be closing
    clients.connectAndHandshake(count);

    clients.send(REQUEST);

    for (int client = 0; client < count; client++) {
      assertThat(clients.response(client)).as("client %d", client).startsWith(OK);
    }
  }

  @Test
  void one_connection_more_closes_the_one_that_waits_longest() throws Exception {
    start(LONG, LONG, LONG);
    clients.connect(1);
    // The server opens connections that come together in any order.
    assertThat(clients.health(SHORT)).isEqualTo(OK);
    clients.connect(CONNECTIONS - 1);

    assertThat(clients.health(SHORT)).isEqualTo(OK);
    assertThat(clients.response(0)).doesNotContain("HTTP");
  }

  @Test
  void http_without_tls_ends_the_connection() throws Exception {
    start(LONG, LONG, LONG);
    clients.connect(1);

    clients.sendBytes(REQUEST.getBytes(StandardCharsets.US_ASCII));

    assertThat(clients.response(0)).doesNotContain("HTTP");
    assertThat(clients.health(SHORT)).isEqualTo(OK);
  }

  private byte[] hello() throws IOException {
    return new TlsClient(security.certificates().orElseThrow().context()).hello();
  }
}
