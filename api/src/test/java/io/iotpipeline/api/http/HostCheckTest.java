package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCheckTest {

  private static final HostCheck OPEN_SERVER = new HostCheck(true, "Gate.local");

  /** What Java's client does not send. */
  private static String get(ApiFixture api, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nAuthorization: Bearer t\r\n\r\n"
              .formatted(path, host);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void without_a_token_a_page_of_another_site_reads_nothing() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      for (String path : List.of("/v1/sensors", "/v1/live?stream=alerts", "/", "/openapi.yaml")) {
        assertThat(get(api, path, "evil.example:8095"))
            .startsWith("HTTP/1.1 403 ")
            .contains("http.read.token");
      }
      assertThat(get(api, "/v1/sensors", "localhost:8095")).startsWith("HTTP/1.1 200 ");
      assertThat(get(api, "/health/live", "api:8095")).startsWith("HTTP/1.1 200 ");
      assertThat(get(api, "/metrics", "api:8095")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void with_a_token_any_name_can_be_used() throws IOException {
    try (ApiFixture api = new ApiFixture(Map.of("http.read.token", "t"))) {
      assertThat(get(api, "/v1/sensors", "api.example")).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, localhost",
    "true, LOCALHOST:1",
    "true, 127.0.0.1",
    "true, 192.168.1.9:8095",
    "true, [::1]",
    "true, [fe80::1]:8095",
    "true, gate.local:8095",
    "false, ",
    "false, evil.example",
    "false, localhost.evil.example",
    "false, 127.0.0.1.evil.example",
    "false, evil.example:127.0.0.1",
    "false, [::1].evil.example",
    "false, [evil.example]",
    "false, a:b@127.0.0.1",
    "false, api"
  })
  void addresses_and_names_that_no_site_can_have_are_accepted(boolean accepted, String host) {
    assertThat(OPEN_SERVER.accepts("/v1/sensors", host)).isEqualTo(accepted);
  }
}
