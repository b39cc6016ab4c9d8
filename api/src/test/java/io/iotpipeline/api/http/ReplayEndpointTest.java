package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each answer is checked against openapi.yaml by the fixture. */
class ReplayEndpointTest {

  private static final String PATH = "/v1/quarantine/replay";
  private static final String BODY = "{\"reason\": \"LATE\", \"dry_run\": true}";

  private static HttpRequest.Builder post(ApiFixture api, String body) {
    return api.request(PATH)
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder post(ApiFixture api, String body, String token) {
    return post(api, body).header("Authorization", "Bearer " + token);
  }

  @Test
  void a_replay_is_accepted_and_its_state_can_be_read_while_a_second_one_is_refused() {
    try (ApiFixture api = new ApiFixture()) {
      assertThat(ApiFixture.json(api.get(PATH)).path("replay").isNull()).isTrue();
      api.replayWork.hold();

      HttpResponse<String> started = api.send(post(api, BODY));
      HttpResponse<String> second = api.send(post(api, BODY));
      JsonNode running = ApiFixture.json(api.get(PATH));
      api.replayWork.release();
      await().until(() -> !api.replays.isRunning());
      JsonNode ended = ApiFixture.json(api.get(PATH));

      assertThat(started.statusCode()).isEqualTo(202);
      assertThat(started.headers().firstValue("Location")).contains(PATH);
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("a replay of LATE runs since 2026-11-27T10:30:00.000Z");
      assertThat(running.at("/replay/id")).isEqualTo(ApiFixture.json(started).at("/replay/id"));
      assertThat(running.at("/replay/state").asText()).isEqualTo("RUNNING");
      assertThat(ended.at("/replay/state").asText()).isEqualTo("DONE");
      assertThat(ended.at("/replay/found").asInt()).isEqualTo(5);
      assertThat(ended.path("access").asText()).isEqualTo("OPEN");
      assertThat(api.replayWork.requests()).hasSize(1);
    }
  }

  @Test
  void a_replay_takes_no_slot_of_the_queries() {
    try (ApiFixture api = new ApiFixture(Map.of("max.queries", "1"))) {
      api.replayWork.hold();
      assertThat(api.send(post(api, BODY)).statusCode()).isEqualTo(202);

      assertThat(api.get("/v1/sensors").statusCode()).isEqualTo(200);
      assertThat(api.server.inWork()).isZero();
      api.replayWork.release();
    }
  }

  @Test
  void a_failure_is_shown() {
    try (ApiFixture api = new ApiFixture()) {
      api.replayWork.failWith(new IllegalStateException("no broker answers"));
      api.send(post(api, BODY));
      await().until(() -> !api.replays.isRunning());

      JsonNode failed = ApiFixture.json(api.get(PATH)).path("replay");
      assertThat(failed.path("state").asText()).isEqualTo("FAILED");
      assertThat(failed.path("error").asText()).isEqualTo("no broker answers");
    }
  }

  @Test
  void the_replay_token_is_needed_and_opens_nothing_else() {
    try (ApiFixture api =
        new ApiFixture(Map.of("http.read.token", "read", "http.replay.token", "replay"))) {
      HttpResponse<String> without = api.send(post(api, BODY));
      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.body()).contains("http.replay.token");
      assertThat(api.send(post(api, BODY, "read")).statusCode()).isEqualTo(401);
      assertThat(api.replayWork.requests()).isEmpty();
      assertThat(api.send(post(api, BODY, "replay")).statusCode()).isEqualTo(202);

      assertThat(api.get(PATH).statusCode()).isEqualTo(401);
      assertThat(api.send(api.request(PATH).header("Authorization", "Bearer replay")).statusCode())
          .isEqualTo(401);
      HttpResponse<String> shown =
          api.send(api.request(PATH).header("Authorization", "Bearer read"));
      assertThat(ApiFixture.json(shown).path("access").asText()).isEqualTo("TOKEN");
    }
  }

  @Test
  void an_api_for_readers_only_replays_nothing_and_says_what_to_set() {
    try (ApiFixture api = new ApiFixture(Map.of("http.read.token", "read"))) {
      HttpResponse<String> refused = api.send(post(api, BODY, "read"));
      HttpResponse<String> shown =
          api.send(api.request(PATH).header("Authorization", "Bearer read"));

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("no http.replay.token; set that");
      assertThat(ApiFixture.json(shown).path("access").asText()).isEqualTo("CLOSED");
      assertThat(api.replayWork.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "''"})
  void what_a_form_of_another_site_can_send_is_refused(String type) {
    try (ApiFixture api = new ApiFixture()) {
      HttpRequest.Builder request = api.request(PATH).POST(BodyPublishers.ofString(BODY));
      if (!type.isEmpty()) {
        request.header("Content-Type", type);
      }

      assertThat(api.send(request).statusCode()).isEqualTo(415);
      assertThat(api.replayWork.requests()).isEmpty();
    }
  }

  @Test
  void another_site_is_refused_and_the_console_is_not() {
    try (ApiFixture api = new ApiFixture()) {
      String own = "http://127.0.0.1:" + api.server.port();
      for (String other :
          new String[] {"https://evil.example", "null", own + "0", "http://127.0.0.1", "file://"}) {
        HttpResponse<String> refused = api.send(post(api, BODY).header("Origin", other));
        assertThat(refused.statusCode()).as(other).isEqualTo(403);
        assertThat(refused.body()).contains("another site");
      }
      assertThat(api.replayWork.requests()).isEmpty();

      assertThat(api.send(post(api, BODY).header("Origin", own)).statusCode()).isEqualTo(202);
    }
  }

  /** Before it sends JSON to another site, a browser asks with OPTIONS. */
  @Test
  void no_browser_is_permitted_to_send_json_from_another_site() {
    try (ApiFixture api = new ApiFixture()) {
      HttpResponse<String> answer =
          api.send(api.request(PATH).method("OPTIONS", BodyPublishers.noBody()));

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void a_name_of_another_site_is_refused() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      assertThat(raw(api, "evil.example", BODY.length() + "\r\n\r\n" + BODY))
          .startsWith("HTTP/1.1 403 ");
      assertThat(api.replayWork.requests()).isEmpty();
    }
  }

  @Test
  void a_body_that_is_too_large_is_refused_before_its_end() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      String huge = BODY + " ".repeat(4096);
      assertThat(api.send(post(api, huge)).statusCode()).isEqualTo(413);
      assertThat(raw(api, "localhost", "1000000000\r\n\r\n" + huge)).startsWith("HTTP/1.1 413 ");
      assertThat(api.replayWork.requests()).isEmpty();
    }
  }

  @Test
  void a_wrong_body_is_refused_with_a_sentence() {
    try (ApiFixture api = new ApiFixture()) {
      HttpResponse<String> answer = api.send(post(api, "{\"reason\": \"NO_SUCH\"}"));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("reason: expected one of");
      assertThat(api.send(post(api, "")).statusCode()).isEqualTo(400);
    }
  }

  /** Sends a beginning of a request, and reads the first line of the answer. */
  private static String raw(ApiFixture api, String host, String lengthAndBody) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
      socket.setSoTimeout(10_000);
      String request =
          "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %s"
              .formatted(PATH, host, lengthAndBody);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }
}
