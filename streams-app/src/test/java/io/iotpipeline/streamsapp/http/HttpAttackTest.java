package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.access.TestCertificate;
import io.iotpipeline.streamsapp.limits.HttpLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health is answered while clients attack the server. */
@Timeout(60)
class HttpAttackTest {

  private static final int CLIENTS = 50;
  private static final int PROBES = 30;

  /** The first request loads classes. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final String METRICS = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir private static Path folder;

  private static TestCertificate certificate;

  private TestInstance instance;
  private HostileClients clients;

  @BeforeAll
  static void create() throws IOException {
    certificate = TestCertificate.create(folder.resolve("node.p12"), TestCertificate.LOCAL);
  }

  private void start(boolean tls) {
    HttpSecurity security = tls ? certificate.security() : HttpSecurity.OPEN;
    instance = new TestInstance(HttpLimits.DEFAULT, security);
    clients = new HostileClients(instance.address(), security);
    assertThat(clients.health(WARM_UP)).isEqualTo("HTTP/1.1 200");
  }

  @AfterEach
  void close() {
    clients.close();
    instance.close();
  }

  @ParameterizedTest(name = "tls = {0}")
  @ValueSource(booleans = {false, true})
  void health_answers_while_clients_pipeline_requests_and_read_nothing(boolean tls)
      throws Exception {
    start(tls);
    String metrics = "a_total 1.0\n".repeat(50_000);
    instance.metrics = () -> metrics;
    clients.connectAndHandshake(CLIENTS);

    for (int probe = 0; probe < PROBES; probe++) {
      clients.send(METRICS.repeat(20));
      assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
    }
  }

  @ParameterizedTest(name = "tls = {0}")
  @ValueSource(booleans = {false, true})
  void health_answers_while_clients_trickle_headers(boolean tls) throws Exception {
    start(tls);
    clients.connectAndHandshake(CLIENTS);
    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ");

    for (int probe = 0; probe < PROBES; probe++) {
      clients.send("x");
      assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
    }
  }

  @ParameterizedTest(name = "tls = {0}")
  @ValueSource(booleans = {false, true})
  void health_answers_while_thousands_of_clients_connect_and_send_nothing(boolean tls)
      throws Exception {
    start(tls);

    for (int probe = 0; probe < PROBES; probe++) {
      clients.connect(2 * CLIENTS);
      assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void health_answers_while_clients_trickle_handshakes() throws Exception {
    start(true);
    byte[] hello = new TlsClient(certificate.security().certificates().get().context()).hello();
    clients.connect(CLIENTS);

    for (int probe = 0; probe < PROBES; probe++) {
      clients.sendBytes(hello[probe]);
      assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void health_answers_while_clients_begin_handshakes_and_do_not_end_them() throws Exception {
    start(true);
    byte[] hello = new TlsClient(certificate.security().certificates().get().context()).hello();

    for (int probe = 0; probe < PROBES; probe++) {
      try (HostileClients others = new HostileClients(instance.address(), certificate.security())) {
        others.connect(CLIENTS);
        others.sendBytes(hello);
        assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
      }
    }
  }

  @Test
  void health_answers_while_clients_stop_in_the_middle_of_a_record() throws Exception {
    start(true);
    clients.connectAndHandshake(CLIENTS);
    byte[] record = clients.encrypted(0, METRICS);

    clients.sendBytes(Arrays.copyOf(record, record.length / 2));

    for (int probe = 0; probe < PROBES; probe++) {
      assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
    }
  }
}
