package io.iotpipeline.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.schemas.SensorEvent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, rights and rates. */
class HttpAccessTest {

  private static final String TOKEN = "tok:en";
  private static final Senders SENDERS =
      token ->
          TOKEN.equals(token)
              ? Optional.of(new Sender("hall", List.of("hall-")))
              : Optional.empty();

  private final HttpFixture http =
      new HttpFixture(
          Map.of("http.metrics.token", "m-token", "sender.events.per.second", "3"), SENDERS);

  @AfterEach
  void close() {
    http.close();
  }

  private static String event(String sensor) {
    return "{\"sensor_id\":\"" + sensor + "\",\"event_time\":1,\"measurements\":{\"t\":1}}";
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/events", "/write", "/api/v2/write", "/query"})
  void refuses_who_has_no_token(String path) {
    HttpResponse<String> response = http.send(http.lines(path, "x"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer", "Bearer ", "Digest tok:en", "Basic ???", "tok:en"})
  void refuses_a_wrong_login(String authorization) {
    HttpResponse<String> response =
        http.send(http.json(event("hall-1")).header("Authorization", authorization));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(http.written).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer tok:en", "bearer  tok:en ", "Token tok:en"})
  void takes_a_token(String authorization) {
    HttpResponse<String> response =
        http.send(http.json(event("hall-1")).header("Authorization", authorization));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(http.origins.get(0).sender()).isEqualTo("hall");
  }

  @Test
  void takes_the_logins_of_agents() {
    assertThat(
            http.send(http.json(event("hall-1")).header("Authorization", basic("any:" + TOKEN)))
                .statusCode())
        .isEqualTo(202);
    assertThat(http.send(http.lines("/write?u=any&p=tok:en", "m,host=hall-1 v=1")).statusCode())
        .isEqualTo(204);
  }

  @Test
  void takes_no_events_of_foreign_sensors() {
    String both = "[" + event("hall-1") + "," + event("roof-1") + "]";

    HttpResponse<String> some = http.send(http.json(both).header("Authorization", "Bearer tok:en"));
    HttpResponse<String> all =
        http.send(http.json(event("roof-1")).header("Authorization", "Bearer tok:en"));

    assertThat(some.statusCode()).isEqualTo(400);
    assertThat(some.body())
        .isEqualTo(
            "{\"accepted\":1,\"rejected\":[{\"index\":1,\"error\":\"sender hall may not speak for"
                + " this sensor\",\"quarantined\":false}]}");
    assertThat(all.statusCode()).isEqualTo(403);
    assertThat(http.written).extracting(SensorEvent::getSensorId).containsExactly("hall-1");
    assertThat(http.unreadable).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/write", "/api/v2/write"})
  void takes_no_lines_of_foreign_sensors(String path) {
    HttpResponse<String> response =
        http.send(http.lines(path, "m,host=roof v=1").header("Authorization", "Token tok:en"));

    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void a_sender_above_its_rate_waits() {
    String many = "[" + (event("hall-1") + ",").repeat(9) + event("hall-2") + "]";
    HttpRequest.Builder first = http.json(many).header("Authorization", "Bearer tok:en");
    assertThat(http.send(first).statusCode()).isEqualTo(202);

    HttpResponse<String> response =
        http.send(http.json(event("hall-1")).header("Authorization", "Bearer tok:en"));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(http.written).hasSize(10);
  }

  @Test
  void metrics_have_a_token_of_their_own_and_health_has_none() {
    assertThat(http.send(http.request("/metrics")).statusCode()).isEqualTo(401);
    assertThat(
            http.send(http.request("/metrics").header("Authorization", "Bearer tok:en"))
                .statusCode())
        .isEqualTo(401);
    assertThat(
            http.send(http.request("/metrics").header("Authorization", "Bearer m-token"))
                .statusCode())
        .isEqualTo(200);
    assertThat(http.send(http.request("/health/live")).statusCode()).isEqualTo(200);
    assertThat(http.send(http.request("/openapi.json")).statusCode()).isEqualTo(200);
  }
}
