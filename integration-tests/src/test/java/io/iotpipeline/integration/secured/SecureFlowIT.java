package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SecureStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What works today works with logins and TLS, and no secret gets out. */
@ExtendWith(SecureStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecureFlowIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  private final TestStack stack;
  private final DevStackConfig config;

  SecureFlowIT(TestStack stack) {
    this.stack = stack;
    this.config = stack.config();
  }

  @Test
  @Order(1)
  void events_of_a_device_are_validated_or_quarantined_and_nothing_is_lost() throws Exception {
    Change change =
        stack.changeBy(
            () -> {
              try (EventSender device = new EventSender(config.pipeline(Identity.DEVICE))) {
                for (int i = 0; i < 300; i++) {
                  device.send(
                      EventSender.event(
                          "secure-" + i % 5, HOUR.plusSeconds(i * 10L), Map.of("temp", i / 8.0)));
                }
                device.send("secure-0", "no Avro".getBytes(StandardCharsets.UTF_8));
              }
            });

    assertThat(change.of("validated-events")).isEqualTo(300);
    assertThat(change.of("rejected-events")).isEqualTo(1);
  }

  @Test
  @Order(2)
  void every_verb_logs_in() throws Exception {
    stack.verbs().succeed("simulate", "--sensors", "10", "--rate", "0", "--events", "500");
    stack.verified();
    assertThat(stack.verbs().awaitSuccess("status")).doesNotContain("NOT READY");
    assertThat(stack.verbs().succeed("query", "events", "secure-1")).contains("temp");
    assertThat(stack.verbs().succeed("query", "hourly", "secure-1")).contains("temp");
    assertThat(stack.verbs().succeed("quarantine", "list")).contains("1");
    assertThat(stack.verbs().succeed("cql", "SELECT count(*) FROM iot.sensor_events"))
        .contains("8");
    stack.verbs().run("doctor");
    stack.verbs().succeed("kafka", "topics", "--list");
    stack.verbs().succeed("cassandra", "status");
    stack.verbs().succeed("up");
  }

  @Test
  @Order(3)
  void the_api_shows_everything_with_its_own_login() throws Exception {
    String hour = "?from=2024-03-01T10:00:00Z&to=2024-03-01T11:00:00Z";

    assertThat(items("/v1/sensors/secure-1/readings" + hour)).isNotEmpty();
    assertThat(items("/v1/sensors/secure-1/hourly" + hour)).isNotEmpty();
    assertThat(ask("/v1/sensors/secure-1").path("sensor_id").asText()).isEqualTo("secure-1");
    assertThat(ask("/v1/sensors/secure-1/latest").path("readings").toString()).contains("temp");
    assertThat(items("/v1/quarantine").get(0).path("decoded").isMissingNode()).isFalse();
    Waits.await("the pipeline without a problem")
        .untilAsserted(
            () -> {
              JsonNode report = ask("/v1/pipeline");
              assertThat(report.path("problems")).isEmpty();
              assertThat(report.path("nodes").findValuesAsText("service"))
                  .contains("kafka", "registry", "cassandra", "streams-app", "gateway", "connect");
              assertThat(report.path("connectors").findValuesAsText("name"))
                  .contains("sensor-events", "hourly-aggregates");
              assertThat(report.path("arrows").findValuesAsText("to"))
                  .contains("streams-app", "connect:sensor-events", "connect:hourly-aggregates");
            });
  }

  @Test
  @Order(4)
  void the_api_replays_with_its_own_login_and_the_token_for_it() throws Exception {
    assertThat(startReplay(Secret.API_READ).statusCode()).isEqualTo(401);

    Change change =
        stack.changeBy(
            () -> {
              assertThat(startReplay(Secret.API_REPLAY).statusCode()).isEqualTo(202);
              assertThat(endedReplay().at("/outcome/rejected_by_reason/UNDECODABLE").asInt())
                  .isEqualTo(1);
              assertThat(startReplay(Secret.API_REPLAY).statusCode()).isEqualTo(202);
              assertThat(endedReplay().path("decisions").toString())
                  .contains("\"count\":0,\"text\":\"replayed\"")
                  .contains("\"count\":1,\"text\":\"skipped: replayed by an earlier run\"");
            });

    assertThat(change.of("sensor-events")).isEqualTo(1);
  }

  private HttpResponse<String> startReplay(Secret token) throws Exception {
    return send(
        request("/v1/quarantine/replay", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"reason\": \"UNDECODABLE\"}")));
  }

  private JsonNode endedReplay() {
    return Waits.await("the end of the replay")
        .until(
            () -> ask("/v1/quarantine/replay").path("replay"),
            replay -> replay.path("state").asText().equals("DONE"));
  }

  private JsonNode items(String path) throws IOException, InterruptedException {
    return ask(path).path("items");
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request(path, Secret.API_READ));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpRequest.Builder request(String path, Secret token) {
    String secret = config.security().orElseThrow().of(Identity.OPERATOR).secret(token);
    return HttpRequest.newBuilder(
            URI.create("https://" + DevStackConfig.HOST + ":" + config.ports().api() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + secret);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpClient client =
        config.security().orElseThrow().trust().secure(HttpClient.newBuilder()).build();
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  @Order(5)
  void servers_without_logins_are_not_started_beside_them() {
    assertThat(stack.verbs().run("up", "--no-secure").text())
        .contains("The servers run with logins and TLS. Stop them first");
  }

  /** In logs, settings and printed lines of all servers, and in the list of processes. */
  @Test
  @Order(6)
  void no_secret_is_anywhere_else() throws IOException {
    SecretSearch search = new SecretSearch(config);

    assertThat(search.found()).as("files with a secret").isEmpty();
    search.assertOnlyOwnerReads();
  }
}
