package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health is answered while clients attack the server. */
@Timeout(60)
class HttpAttackTest {

  private static final int CLIENTS = 50;
  private static final int PROBES = 30;

  /** The first request loads classes. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final String METRICS = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

  private final TestInstance instance = new TestInstance();
  private final HostileClients clients = new HostileClients(instance.address());

  @AfterEach
  void close() {
    clients.close();
    instance.close();
  }

  @Test
  void health_answers_while_clients_pipeline_requests_and_read_nothing() throws Exception {
    String metrics = "a_total 1.0\n".repeat(50_000);
    instance.metrics = () -> metrics;
    assertThat(clients.health(WARM_UP)).isEqualTo("HTTP/1.1 200");
    clients.connect(CLIENTS);

    for (int probe = 0; probe < PROBES; probe++) {
      clients.send(METRICS.repeat(20));
      assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void health_answers_while_clients_trickle_headers() throws Exception {
    assertThat(clients.health(WARM_UP)).isEqualTo("HTTP/1.1 200");
    clients.connect(CLIENTS);
    clients.send("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ");

    for (int probe = 0; probe < PROBES; probe++) {
      clients.send("x");
      assertThat(clients.health(LIMIT)).as("probe %d", probe).isEqualTo("HTTP/1.1 200");
    }
  }
}
