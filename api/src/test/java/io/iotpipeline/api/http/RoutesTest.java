package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.live.LiveHub;
import io.iotpipeline.api.quarantine.QuarantineLog;
import io.iotpipeline.api.readings.AlertHistory;
import io.iotpipeline.api.readings.Hour;
import io.iotpipeline.api.readings.HourlyQueries;
import io.iotpipeline.api.readings.Reading;
import io.iotpipeline.api.readings.ReadingQueries;
import io.iotpipeline.api.readings.Sparklines;
import io.iotpipeline.api.register.SensorQueries;
import io.iotpipeline.api.register.TestSensors;
import io.iotpipeline.api.source.TestSchemas;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.SensorEvent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer is checked against openapi.yaml by the fixture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {

  private static final String HOSTILE = "\"><script>\u202e\u0000\r\nX-Evil: 1\uD800";

  private ApiFixture api;

  @BeforeAll
  void start() {
    api = new ApiFixture();
    api.register.put(TestSensors.active("a/b"));
    api.register.put(
        TestSensors.status("ü 1", "SILENT", TestSensors.HEARD, HOSTILE, List.of("=tag")));
    api.alert(TestSensors.alert("a/b", "THRESHOLD", "CRITICAL", TestSensors.HEARD));
    api.tables.alerts.add(TestSensors.alert("a/b", "ANOMALY", "WARNING", TestSensors.HEARD));
    long ten = TestSensors.HEARD.toEpochMilli();
    api.tables.readings.add(
        new Reading(ten, new UUID(0, 1), Map.of("temperature", 21.5, "bad", Double.NaN)));
    api.tables.hours.add(new Hour("temperature", ten, 2, 43, 21.5, 21, 22, 0.5, 21, 22, 5, false));
    byte[] event =
        TestSchemas.write(
            new SensorEvent("id", "a/b", TestSensors.HEARD, Map.of("temperature", 1e9)));
    rejected(0, "LATE", "a/b".getBytes(UTF_8), event);
    rejected(1, "UNREADABLE", new byte[] {(byte) 0xff, 0}, HOSTILE.getBytes(UTF_8));
    rejected(2, "UNREADABLE", null, null);
  }

  private void rejected(long offset, String reason, byte[] key, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(HOSTILE, HOSTILE.getBytes(UTF_8));
    api.quarantine.add(
        new ConsumerRecord<>(
            "rejected-events",
            3,
            offset,
            offset,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key,
            new byte[0],
            headers,
            java.util.Optional.empty()),
        new RejectedEvent(
            reason,
            HOSTILE,
            "sensor-events",
            1,
            offset,
            TestSensors.HEARD,
            key == null ? null : ByteBuffer.wrap(key),
            value == null ? null : ByteBuffer.wrap(value),
            null,
            null,
            null,
            null));
  }

  @BeforeEach
  void healthy() {
    api.tables.failure = null;
    api.streamsApp.status = 200;
    api.streamsApp.bodies.put(
        "/sensors/a%2Fb/latest",
        "{\"sensor_id\":\"a/b\",\"clock\":\"2026-11-27T10:00:00Z\",\"stale\":false,\"readings\":"
            + "[{\"metric\":\"temperature\",\"value\":21.5,\"time\":\"2026-11-27T10:00:00Z\"}]}");
    api.streamsApp.bodies.put("/sensors/a%2Fb/hourly", "[]");
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/sensors",
        "/v1/sensors?q=a&state=ACTIVE&tag=&kind=t1&sort=id&limit=5",
        "/v1/sensors?alerts=OPEN",
        "/v1/sensors/a%2Fb",
        "/v1/sensors/%C3%BC%201",
        "/v1/sensors/a%2Fb/latest",
        "/v1/sensors/a%2Fb/readings",
        "/v1/sensors/a%2Fb/readings?metric=temperature&order=desc",
        "/v1/sensors/a%2Fb/hourly",
        "/v1/sensors/a%2Fb/alerts",
        "/v1/latest?limit=1",
        "/v1/sparklines?sensor=a%2Fb&sensor=x",
        "/v1/sparklines?sensor=a%2Fb&sensor=x&metric=temperature",
        "/v1/alerts",
        "/v1/alerts?sensor=a%2Fb&kind=THRESHOLD&severity=CRITICAL&from=2026-01-01T00:00:00Z",
        "/v1/alerts?search=A%2F",
        "/v1/quarantine",
        "/v1/quarantine?search=A%2F",
        "/v1/quarantine?reason=LATE&sensor=a%2Fb&limit=1",
        "/v1/quarantine/replay",
        "/v1/quarantine/3-0",
        "/v1/quarantine/3-1",
        "/v1/quarantine/3-2",
        "/openapi.yaml",
        "/health/live",
        "/health/ready",
        "/metrics"
      })
  void each_route_answers_as_described(String path) {
    assertThat(api.get(path).statusCode()).isEqualTo(200);
    HttpResponse<String> head =
        api.send(api.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void the_pipeline_is_described_also_if_kafka_is_away() {
    assertThat(api.get("/v1/pipeline").statusCode()).isEqualTo(503);
    api.monitor.start();
    await().until(() -> api.get("/v1/pipeline").statusCode() == 200);

    JsonNode report = ApiFixture.json(api.get("/v1/pipeline"));
    assertThat(report.path("healthy").asBoolean()).isFalse();
    assertThat(report.path("problems").toString()).contains("Kafka is away");
    assertThat(report.at("/rejected/LATE/total").asInt()).isEqualTo(3);
    assertThat(report.at("/stages/0/down").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "400, /v1/sensors?limit=0",
    "400, /v1/sensors?limit=1001",
    "400, /v1/sensors?limt=1",
    "400, /v1/sensors?limit=1&limit=2",
    "400, /v1/sensors?cursor=%",
    "400, /v1/sensors?q=%ff",
    "400, /v1/sensors?sort=name",
    "400, /v1/sensors/%zz",
    "400, /v1/sensors/a/readings?from=yesterday",
    "400, /v1/sensors/a/readings?from=%2B999999999-01-01T00:00:00Z",
    "400, /v1/sensors/a/readings?order=up",
    "400, /v1/sensors/a/hourly?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
    "400, /v1/sparklines",
    "400, /v1/live?stream=readings",
    "400, /health/live?x=1",
    "404, /v1/sensors/x",
    "404, /v1/sensors/x/latest",
    "404, /v1/sensors/x/hourly",
    "404, /v1/quarantine/9-9",
    "404, /v1/quarantine/..%2f..",
    "404, /v1/nothing",
    "404, /v1/sensors/a/b/c/d/e/f/g/h/i/j",
    "404, /../../etc/passwd"
  })
  void wrong_requests_are_refused_with_a_sentence(int status, String path) {
    HttpResponse<String> response;
    try {
      response = api.get(path);
    } catch (IllegalArgumentException e) {
      return; // the client of the test does not send this
    }

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(ApiFixture.json(response).path("error").asText()).isNotBlank();
  }

  @Test
  void other_methods_are_refused() {
    HttpResponse<String> response =
        api.send(api.request("/v1/sensors").POST(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void without_cassandra_only_what_needs_it_is_unavailable() {
    api.tables.failure = ProblemException.unavailable("Cassandra does not answer");

    for (String path : List.of("readings", "hourly", "alerts")) {
      HttpResponse<String> response = api.get("/v1/sensors/a%2Fb/" + path);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("Cassandra does not answer");
    }
    assertThat(api.get("/v1/sparklines?sensor=a%2Fb").statusCode()).isEqualTo(503);
    assertThat(api.get("/v1/sensors").statusCode()).isEqualTo(200);
    assertThat(api.get("/v1/sensors/a%2Fb/latest").statusCode()).isEqualTo(200);
  }

  @Test
  void without_the_streams_app_hours_are_as_stored_and_latest_is_unavailable() {
    api.streamsApp.status = 503;

    assertThat(api.get("/v1/sensors/a%2Fb/latest").statusCode()).isEqualTo(503);
    HttpResponse<String> hours = api.get("/v1/sensors/a%2Fb/hourly");
    assertThat(hours.statusCode()).isEqualTo(200);
    assertThat(ApiFixture.json(hours).path("open_hours").asText()).isEqualTo("stored");
  }

  @Test
  void nonsense_of_the_streams_app_is_no_bug_of_the_api() {
    api.streamsApp.bodies.put("/sensors/a%2Fb/latest", "<html>");

    assertThat(api.get("/v1/sensors/a%2Fb/latest").statusCode()).isEqualTo(503);
  }

  @Test
  void what_it_waits_for_is_in_words() {
    api.waitingFor = List.of("topic sensors: Kafka does not answer");

    HttpResponse<String> response = api.get("/health/ready");
    api.waitingFor = List.of();

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("topic sensors");
  }

  @Test
  void hostile_texts_come_back_as_they_were() {
    JsonNode sensor = ApiFixture.json(api.get("/v1/sensors/%C3%BC%201"));
    JsonNode rejected = ApiFixture.json(api.get("/v1/quarantine/3-1"));

    assertThat(sensor.path("name").asText()).startsWith("\"><script>\u202e\u0000\r\nX-Evil: 1");
    assertThat(rejected.path("key").asText()).isEqualTo("0xff00");
    assertThat(rejected.path("sensor_id").isNull()).isTrue();
    assertThat(rejected.path("decoded").isNull()).isTrue();
    assertThat(rejected.path("hex").asText()).startsWith("00000000  22 3e 3c 73");
    assertThat(rejected.path("truncated").asBoolean()).isFalse();
  }

  @Test
  void a_readable_rejected_value_is_decoded() {
    JsonNode item = ApiFixture.json(api.get("/v1/quarantine?reason=LATE")).at("/items/0");

    assertThat(item.path("id").asText()).isEqualTo("3-0");
    assertThat(item.at("/decoded/measurements/temperature").asDouble()).isEqualTo(1e9);
    assertThat(item.path("sensor_id").asText()).isEqualTo("a/b");
  }

  @Test
  void rejected_records_are_counted_by_reason_and_paged() {
    JsonNode page = ApiFixture.json(api.get("/v1/quarantine?limit=2"));

    assertThat(page.at("/reasons/UNREADABLE").asInt()).isEqualTo(2);
    assertThat(page.at("/items/0/id").asText()).isEqualTo("3-2");
    JsonNode next =
        ApiFixture.json(api.get("/v1/quarantine?limit=2&cursor=" + page.path("next").asText()));
    assertThat(next.at("/items/0/id").asText()).isEqualTo("3-0");
    assertThat(next.path("next").isNull()).isTrue();
  }

  @Test
  void infinite_numbers_are_null() {
    JsonNode page = ApiFixture.json(api.get("/v1/sensors/a%2Fb/readings"));

    assertThat(page.at("/items/0/measurements/bad").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, sensor=a%2Fb",
    "0, sensor=A%2FB",
    "0, sensor=a",
    "1, search=A",
    "1, search=%2FB",
    "0, search=a%2Fbc",
    "1, search=",
    "0, sensor=a&search=a",
    "1, sensor=a%2Fb&search=B"
  })
  void alerts_and_rejected_records_are_found_by_a_part_of_the_id(int found, String query) {
    assertThat(ApiFixture.json(api.get("/v1/alerts?" + query)).path("items")).hasSize(found);
    assertThat(ApiFixture.json(api.get("/v1/quarantine?reason=LATE&" + query)).path("items"))
        .hasSize(found);
  }

  @Test
  void a_record_without_a_sensor_has_no_part_of_an_id() {
    assertThat(ApiFixture.json(api.get("/v1/quarantine?reason=UNREADABLE&search=a")).path("items"))
        .isEmpty();
  }

  @Test
  void the_description_has_all_paths_and_parameters() {
    OpenApi description = api.openApi();
    assertThat(description.paths()).hasSize(18);
    assertThat(description.parameters("/v1/sensors"))
        .containsExactlyInAnyOrderElementsOf(SensorQueries.PARAMETERS);
    assertThat(description.parameters("/v1/alerts"))
        .containsExactlyInAnyOrderElementsOf(AlertLog.PARAMETERS);
    assertThat(description.parameters("/v1/quarantine"))
        .containsExactlyInAnyOrderElementsOf(QuarantineLog.PARAMETERS);
    assertThat(description.parameters("/v1/sensors/{id}/readings"))
        .containsExactlyInAnyOrderElementsOf(ReadingQueries.PARAMETERS);
    assertThat(description.parameters("/v1/sensors/{id}/hourly"))
        .containsExactlyInAnyOrderElementsOf(HourlyQueries.PARAMETERS);
    assertThat(description.parameters("/v1/sparklines"))
        .containsExactlyInAnyOrderElementsOf(Sparklines.PARAMETERS);
    assertThat(description.parameters("/v1/sensors/{id}/alerts"))
        .containsExactlyInAnyOrderElementsOf(AlertHistory.PARAMETERS);
    assertThat(description.parameters("/v1/live"))
        .containsExactlyInAnyOrderElementsOf(LiveHub.PARAMETERS);
  }

  @Test
  void lists_are_csv_or_lines_of_json_on_demand() {
    HttpResponse<String> csv = api.get("/v1/sensors?sort=id&limit=1", "text/csv");
    HttpResponse<String> lines = api.get("/v1/sensors", "application/x-ndjson");

    assertThat(csv.headers().firstValue("Next-Cursor")).isPresent();
    assertThat(csv.body()).startsWith("sensor_id,state,").contains("readings.temperature.value");
    assertThat(lines.headers().firstValue("Next-Cursor")).isEmpty();
    assertThat(lines.body().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
    String next = csv.headers().firstValue("Next-Cursor").orElseThrow();
    assertThat(api.get("/v1/sensors?sort=id&cursor=" + next, "text/csv").body()).contains("ü 1");
  }
}
