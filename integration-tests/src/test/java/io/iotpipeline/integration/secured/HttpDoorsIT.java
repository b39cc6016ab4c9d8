package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is refused at which HTTP address. */
@ExtendWith(SecureStack.class)
class HttpDoorsIT {

  private static final String SUBJECT = "/apis/ccompat/v7/subjects/stranger-value";
  private static final String SCHEMA = "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}";

  private final DevStackConfig config;
  private final StackSecurity security;
  private final HttpClient client;
  @TempDir private Path folder;

  HttpDoorsIT(TestStack stack) {
    this.config = stack.config();
    this.security = config.security().orElseThrow();
    this.client = newClient();
  }

  private HttpClient newClient() {
    return security
        .trust()
        .secure(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, registry, /apis/ccompat/v7/subjects",
    "GET, registry, /apis/ccompat/v7/schemas/ids/1",
    "POST, registry, /apis/ccompat/v7/subjects/stranger-value/versions",
    "GET, registry, /apis/registry/v2/search/artifacts",
    "DELETE, registry, /apis/ccompat/v7/subjects/sensor-events-value",
    "GET, connect, /",
    "GET, connect, /connectors",
    "POST, connect, /connectors",
    "GET, connect, /connectors/sensor-events/config",
    "DELETE, connect, /connectors/sensor-events",
    "GET, connect, /connector-plugins",
    "GET, connect, /health",
    "GET, streams-app, /metrics",
    "GET, streams-app, /sensors/a/latest",
    "GET, streams-app, /sensors/a/hourly",
    "POST, gateway, /v1/events",
    "POST, gateway, /write",
    "GET, gateway, /metrics",
    "GET, api, /v1/sensors",
    "GET, api, /v1/sensors/a/readings",
    "GET, api, /v1/quarantine",
    "GET, api, /v1/quarantine/replay",
    "POST, api, /v1/quarantine/replay",
    "GET, api, /v1/pipeline",
    "GET, api, /v1/live",
    "GET, api, /metrics",
    "GET, kafka-metrics, /metrics",
    "GET, connect-metrics, /metrics",
    "GET, cassandra-metrics, /metrics",
  })
  void a_stranger_is_refused(String method, String server, String path) throws Exception {
    assertThat(status(method, server, path, null)).isEqualTo(401);
    assertThat(status(method, server, path, "Basic " + base64("operator:wrong"))).isEqualTo(401);
    assertThat(status(method, server, path, "Bearer wrong")).isEqualTo(401);
  }

  /** Apicurio answers with 500 where a page is off. */
  @ParameterizedTest
  @CsvSource({"/metrics", "/ui/"})
  void pages_that_ask_for_no_token_are_off(String path) throws Exception {
    assertThat(status("GET", "registry", path, null)).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({
    "registry",
    "connect",
    "streams-app",
    "gateway",
    "api",
    "kafka-metrics",
    "connect-metrics",
    "cassandra-metrics"
  })
  void plain_text_is_refused(String server) {
    URI address = URI.create(url(server).replace("https://", "http://") + "/health/ready");

    assertThatThrownBy(
            () ->
                client.send(
                    HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
                    BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_health_check_needs_no_token() throws Exception {
    assertThat(status("GET", "streams-app", "/health/ready", null)).isEqualTo(200);
    assertThat(status("GET", "gateway", "/health/ready", null)).isEqualTo(200);
    assertThat(status("GET", "api", "/health/ready", null)).isEqualTo(200);
    assertThat(status("GET", "registry", "/health/ready", null)).isEqualTo(200);
  }

  @Test
  void a_device_reads_schemas_and_only_the_operator_writes_them() throws Exception {
    String device = bearer(Identity.DEVICE);
    assertThat(status("GET", "registry", "/apis/ccompat/v7/subjects", device)).isEqualTo(200);
    assertThat(status("POST", "registry", SUBJECT + "/versions", device)).isEqualTo(403);
    assertThat(status("DELETE", "registry", SUBJECT, device)).isEqualTo(403);

    String operator = bearer(Identity.OPERATOR);
    assertThat(status("POST", "registry", SUBJECT + "/versions", operator)).isEqualTo(200);
    assertThat(status("DELETE", "registry", SUBJECT, operator)).isEqualTo(200);
  }

  @Test
  void a_foreign_token_of_the_registry_is_refused() throws Exception {
    StackSecurity foreign = new StackSecurity(folder, List.of("127.0.0.1"));
    foreign.create();
    String token = "Bearer " + foreign.of(Identity.OPERATOR).secret(Secret.REGISTRY);

    assertThat(status("GET", "registry", "/apis/ccompat/v7/subjects", token)).isEqualTo(401);
  }

  @Test
  void the_operator_uses_connect_and_cannot_change_its_loggers() throws Exception {
    String operator =
        "Basic " + base64("operator:" + security.of(Identity.OPERATOR).secret(Secret.CONNECT));

    assertThat(status("GET", "connect", "/connectors", operator)).isEqualTo(200);
    assertThat(status("GET", "connect", "/admin/loggers", operator)).isEqualTo(404);
  }

  @Test
  void the_api_sees_the_states_of_the_connectors_and_nothing_else() throws Exception {
    String api = "Basic " + base64("api:" + security.of(Identity.API).secret(Secret.CONNECT));

    assertThat(status("GET", "connect", "/connectors?expand=status", api)).isEqualTo(200);
    for (String path :
        List.of(
            "/",
            "/connectors",
            "/connectors?expand=info",
            "/connectors?expand=status&expand=info",
            "/connectors/sensor-events/config",
            "/connectors/sensor-events/status",
            "/connectors/sensor-events/offsets",
            "/connector-plugins")) {
      assertThat(status("GET", "connect", path, api)).as(path).isEqualTo(403);
    }
    assertThat(status("POST", "connect", "/connectors", api)).isEqualTo(403);
    assertThat(status("PUT", "connect", "/connectors/sensor-events/pause", api)).isEqualTo(403);
    assertThat(status("DELETE", "connect", "/connectors/sensor-events", api)).isEqualTo(403);
  }

  @Test
  void a_connector_cannot_log_in_as_somebody_else() throws Exception {
    String operator =
        "Basic " + base64("operator:" + security.of(Identity.OPERATOR).secret(Secret.CONNECT));
    String config =
        """
        {"name": "stranger", "config": {"connector.class": "CassandraSinkConnector",
         "topics": "validated-events", "consumer.override.sasl.jaas.config": "none"}}
        """;

    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url("connect") + "/connectors"))
                .header("Authorization", operator)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(config))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("sasl.jaas.config");
  }

  @Test
  void each_token_of_the_app_opens_its_own_door() throws Exception {
    String read = "Bearer " + security.of(Identity.STREAMS_APP).secret(Secret.HTTP_READ);
    String metrics = "Bearer " + security.of(Identity.STREAMS_APP).secret(Secret.HTTP_METRICS);

    assertThat(status("GET", "streams-app", "/sensors/no-such/latest", read)).isEqualTo(404);
    assertThat(status("GET", "streams-app", "/metrics", metrics)).isEqualTo(200);
    assertThat(status("GET", "streams-app", "/sensors/no-such/latest", metrics)).isEqualTo(401);
    assertThat(status("GET", "streams-app", "/metrics", read)).isEqualTo(401);
  }

  @Test
  void a_metric_has_the_expiry_of_the_certificate_of_each_server() throws Exception {
    List<String> servers = new ArrayList<>(config.ports().tlsServers());
    servers.add(DevStackConfig.HOST + ":" + config.ports().streamsApps().get(0));
    servers.add(DevStackConfig.HOST + ":" + config.ports().gateway().http());
    servers.add(DevStackConfig.HOST + ":" + config.ports().api());
    String token = "Bearer " + security.of(Identity.STREAMS_APP).secret(Secret.HTTP_METRICS);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url("streams-app") + "/metrics"))
            .header("Authorization", token)
            .build();
    Pattern sample =
        Pattern.compile("iot_certificate_expiry_timestamp_seconds\\{server=\"(.*?)\"} ([0-9.E]+)");

    // A server that had not started when the app asked first is asked again after 10 seconds.
    Waits.await("the expiry of all certificates")
        .untilAsserted(
            () -> {
              String metrics = client.send(request, BodyHandlers.ofString()).body();
              Map<String, Instant> expiry =
                  sample
                      .matcher(metrics)
                      .results()
                      .collect(Collectors.toMap(each -> each.group(1), HttpDoorsIT::seconds));
              assertThat(expiry).containsOnlyKeys(servers);
              assertThat(expiry.values())
                  .allMatch(end -> Duration.between(Instant.now(), end).toDays() > 390);
            });
  }

  private static Instant seconds(MatchResult sample) {
    return Instant.ofEpochSecond((long) Double.parseDouble(sample.group(2)));
  }

  @Test
  void a_device_may_send_through_the_gateway_and_not_read_its_metrics() throws Exception {
    String device = "Bearer " + security.of(Identity.DEVICE).secret(Secret.GATEWAY);
    String metrics = "Bearer " + security.of(Identity.GATEWAY).secret(Secret.HTTP_METRICS);

    assertThat(status("GET", "gateway", "/metrics", device)).isEqualTo(401);
    assertThat(status("GET", "gateway", "/metrics", metrics)).isEqualTo(200);
    assertThat(status("POST", "gateway", "/v1/events", metrics)).isEqualTo(401);
    assertThat(status("POST", "gateway", "/v1/events", device))
        .as("a schema is not an event")
        .isEqualTo(400);
  }

  @Test
  void each_token_of_the_api_opens_its_own_door() throws Exception {
    String read = "Bearer " + security.of(Identity.OPERATOR).secret(Secret.API_READ);
    String metrics = "Bearer " + security.of(Identity.API).secret(Secret.HTTP_METRICS);
    String app = "Bearer " + security.of(Identity.STREAMS_APP).secret(Secret.HTTP_READ);

    assertThat(status("GET", "api", "/v1/sensors", read)).isEqualTo(200);
    assertThat(status("GET", "api", "/metrics", metrics)).isEqualTo(200);
    assertThat(status("GET", "api", "/v1/sensors", metrics)).isEqualTo(401);
    assertThat(status("GET", "api", "/metrics", read)).isEqualTo(401);
    assertThat(status("GET", "api", "/v1/sensors", app)).isEqualTo(401);

    String replay = "Bearer " + security.of(Identity.OPERATOR).secret(Secret.API_REPLAY);
    String path = "/v1/quarantine/replay";
    assertThat(status("POST", "api", path, read)).isEqualTo(401);
    assertThat(status("POST", "api", path, replay)).as("a schema is no replay").isEqualTo(400);
    assertThat(status("GET", "api", path, read)).isEqualTo(200);
    assertThat(status("GET", "api", path, replay)).isEqualTo(401);
    assertThat(status("GET", "api", "/", null)).as("the console asks for the token").isEqualTo(200);
  }

  private String bearer(Identity identity) {
    return "Bearer " + security.of(identity).secret(Secret.REGISTRY);
  }

  private int status(String method, String server, String path, String authorization)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url(server) + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString(SCHEMA) : BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    // A server that refuses before it has read the body closes the connection, so it has no next
    // request.
    HttpClient sender = method.equals("POST") ? newClient() : client;
    return sender.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private String url(String server) {
    int port =
        switch (server) {
          case "registry" -> config.ports().registry();
          case "connect" -> config.ports().connect();
          case "streams-app" -> config.ports().streamsApps().get(0);
          case "gateway" -> config.ports().gateway().http();
          case "api" -> config.ports().api();
          case "kafka-metrics" -> config.ports().monitoring().kafka();
          case "connect-metrics" -> config.ports().monitoring().connect();
          case "cassandra-metrics" -> config.ports().monitoring().cassandra();
          default -> throw new IllegalArgumentException(server);
        };
    return "https://" + DevStackConfig.HOST + ":" + port;
  }

  private static String base64(String login) {
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }
}
