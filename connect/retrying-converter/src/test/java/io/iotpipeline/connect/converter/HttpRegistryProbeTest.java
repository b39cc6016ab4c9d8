package io.iotpipeline.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryProbeTest {

  private HttpServer server;
  private int status;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/subjects",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 404})
  void a_registry_that_can_work_answers(int answer) throws IOException {
    status = answer;

    assertThat(error()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void a_registry_that_cannot_work_now_does_not_answer(int answer) throws IOException {
    status = answer;

    assertThat(error()).hasValueSatisfying(why -> assertThat(why).contains("status " + answer));
  }

  @Test
  void a_registry_that_is_away_does_not_answer() throws IOException {
    URL url = url();
    server.stop(0);

    assertThat(new HttpRegistryProbe(url).error())
        .hasValueSatisfying(why -> assertThat(why).contains("Connection refused"));
  }

  private Optional<String> error() throws IOException {
    return new HttpRegistryProbe(url()).error();
  }

  private URL url() throws IOException {
    return URI.create("http://127.0.0.1:%d/subjects".formatted(server.getAddress().getPort()))
        .toURL();
  }
}
