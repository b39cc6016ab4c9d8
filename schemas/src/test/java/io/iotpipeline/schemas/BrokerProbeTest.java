package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerProbeTest {

  private static Map<String, String> client(String bootstrapServers) {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  @Test
  void one_broker_that_listens_is_enough() throws Exception {
    try (ServerSocket broker = broker(0)) {
      assertThat(
              BrokerProbe.problem(
                  client("127.0.0.1:1,127.0.0.1:2, 127.0.0.1:" + broker.getLocalPort())))
          .isEmpty();
    }
  }

  @Test
  void says_why_no_broker_accepts() {
    assertThat(BrokerProbe.problem(client("127.0.0.1:1")))
        .hasValueSatisfying(why -> assertThat(why).contains("refused"));
    assertThat(BrokerProbe.problem(client("no-such-host.invalid:9092")))
        .hasValueSatisfying(why -> assertThat(why).contains("no-such-host.invalid"));
    assertThat(BrokerProbe.problem(client("kafka"))).hasValue("no valid address");
    assertThat(BrokerProbe.tlsProblem(client("127.0.0.1:1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "21, , true",
    "21, SASL_PLAINTEXT, true",
    "21, SASL_SSL, false",
    "21, ssl, false",
    "0, , false",
  })
  void a_broker_that_speaks_tls_is_distinguished(int firstByte, String protocol, boolean isProblem)
      throws Exception {
    try (ServerSocket broker = broker(firstByte)) {
      Map<String, String> client = new HashMap<>(client("127.0.0.1:" + broker.getLocalPort()));
      if (protocol != null) {
        client.put("security.protocol", protocol);
      }

      Optional<String> problem = BrokerProbe.tlsProblem(client);

      assertThat(BrokerProbe.problem(client)).isEmpty();
      assertThat(problem.isPresent()).isEqualTo(isProblem);
      problem.ifPresent(text -> assertThat(text).contains("TLS", "security.protocol"));
    }
  }

  /** A server that answers each request with one byte. */
  private static ServerSocket broker(int answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                  if (client.getInputStream().read() >= 0) {
                    client.getOutputStream().write(answer);
                  }
                } catch (IOException e) {
                  if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                  }
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }
}
