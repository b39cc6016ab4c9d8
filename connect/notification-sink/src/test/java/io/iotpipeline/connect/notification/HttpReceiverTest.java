package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReceiverTest {

  private final List<String> headers = new ArrayList<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          headers.add(exchange.getRequestHeaders().getFirst("Authorization"));
          headers.add(exchange.getRequestHeaders().getFirst("X-Team"));
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Retry-After", "7");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void sends_the_login_and_further_headers() throws Exception {
    receiver().send("{}");

    assertThat(headers).containsExactly("Bearer token", "night");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void these_refuse_the_content(int answer) {
    status = answer;
    assertThatThrownBy(() -> receiver().send("{}")).isInstanceOf(RequestRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404, 408, 429, 500, 503})
  void these_mean_that_the_receiver_is_away(int answer) {
    status = answer;
    ReceiverAwayException e =
        catchThrowableOfType(ReceiverAwayException.class, () -> receiver().send("{}"));
    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(e).hasMessageNotContaining("secret");
  }

  @Test
  void of_an_endless_answer_only_the_beginning_is_read() {
    server.createContext(
        "/secret",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(400, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[1024]);
            }
          } catch (IOException e) {
            exchange.close(); // The client has enough.
          }
        });

    assertThatThrownBy(() -> receiver().send("{}"))
        .isInstanceOf(RequestRefusedException.class)
        .extracting(e -> e.getMessage().length())
        .satisfies(length -> assertThat(length).isLessThan(300));
  }

  @Test
  void an_answer_that_never_ends_counts_as_none() {
    server.createContext(
        "/secret", exchange -> exchange.sendResponseHeaders(200, 10)); // and no body

    assertThatThrownBy(() -> receiver().send("{}"))
        .isInstanceOf(ReceiverAwayException.class)
        .hasMessageContaining("within PT1S");
  }

  @Test
  void nobody_listens() {
    server.stop(0);
    assertThatThrownBy(() -> receiver().send("{}"))
        .isInstanceOf(ReceiverAwayException.class)
        .hasMessageNotContaining("secret");
    assertThatCode(() -> receiver()).doesNotThrowAnyException();
  }

  private HttpReceiver receiver() {
    NotificationConfig config =
        NotificationConfig.webhook(
            Map.of(
                "url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/secret",
                "request.timeout.ms",
                "1000",
                "authorization",
                "Bearer token",
                "header.X-Team",
                "night"));
    return new HttpReceiver(config, config.url());
  }
}
