package io.iotpipeline.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.gateway.intake.BusyException;
import io.iotpipeline.gateway.intake.UnavailableException;
import io.iotpipeline.schemas.SensorEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, with an intake of the tests. Each answer is compared with the description. */
class HttpProtocolServerTest {

  private static final String EVENT =
      "{\"sensor_id\":\"s\",\"event_time\":1600000000000,\"measurements\":{\"t\":1.5}}";

  private final HttpFixture http = new HttpFixture();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void answers_only_when_kafka_has_acknowledged() throws Exception {
    Promise<Void> acknowledgement = http.heldBack();

    CompletableFuture<HttpResponse<String>> response = http.sendAsync(http.json(EVENT));
    await().until(() -> http.written.size() == 1);
    HttpResponse<String> other = http.send(http.request("/health/live"));

    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(response).isNotDone();
    acknowledgement.complete();
    assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    assertThat(response.get().body()).isEqualTo("{\"accepted\":1}");
  }

  @Test
  void takes_arrays_and_lines() {
    assertThat(http.send(http.json("[" + EVENT + "," + EVENT + "]")).body())
        .isEqualTo("{\"accepted\":2}");
    assertThat(
            http.send(
                    http.request("/v1/events")
                        .header("Content-Type", "application/x-ndjson; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(EVENT + "\n" + EVENT + "\n")))
                .statusCode())
        .isEqualTo(202);
    assertThat(http.written).hasSize(4);
    assertThat(http.origins.get(0).protocol()).isEqualTo("http");
    assertThat(http.origins.get(0).sender()).isEqualTo("anybody");
    assertThat(http.origins.get(0).address()).startsWith("127.0.0.1:");
  }

  @Test
  void takes_an_empty_array_and_no_empty_body() {
    assertThat(http.send(http.json("[]")).body()).isEqualTo("{\"accepted\":0}");
    assertThat(http.send(http.json("")).statusCode()).isEqualTo(400);
    assertThat(http.send(http.lines("/write", "")).statusCode()).isEqualTo(400);
  }

  @Test
  void names_each_event_that_is_wrong_and_takes_the_others() {
    HttpResponse<String> response =
        http.send(http.json("[" + EVENT + ",{\"a\":1},7," + EVENT + "]"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"accepted\":2,\"rejected\":[{\"index\":1,\"error\":\"unknown field")
        .endsWith(
            "{\"index\":2,\"error\":\"expected an object, found a number\",\"quarantined\":true}]}");
    assertThat(http.written).hasSize(2);
    assertThat(http.unreadable)
        .extracting(piece -> new String(piece.bytes(), UTF_8))
        .containsExactly("{\"a\":1}", "7");
  }

  @Test
  void names_at_most_1000_events_that_are_wrong_and_counts_the_others() {
    HttpResponse<String> response = http.send(http.json("[" + "{},".repeat(1_499) + "{}]"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("{\"index\":999,")
        .doesNotContain("{\"index\":1000,")
        .endsWith("],\"more_rejected\":500}");
  }

  @Test
  void asks_to_wait_if_too_much_is_in_work() {
    http.intake = () -> Future.failedFuture(new BusyException("full", Duration.ofMillis(2_300)));

    HttpResponse<String> response = http.send(http.json(EVENT));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("3");
  }

  /** Telegraf's output for InfluxDB 1 would drop the batch on 429. */
  @Test
  void asks_agents_of_influxdb_1_to_wait_in_their_way() {
    http.intake = () -> Future.failedFuture(new BusyException("full", Duration.ofMillis(2_300)));

    HttpResponse<String> response = http.send(http.lines("/write", "cpu,host=a usage=1 1"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/events", "/write", "/api/v2/write"})
  void asks_to_send_again_if_kafka_is_away(String path) {
    http.intake = () -> Future.failedFuture(new UnavailableException("away", null));

    HttpResponse<String> response =
        http.send(
            http.lines(path, path.equals("/v1/events") ? EVENT : "m v=1")
                .header("Content-Type", "application/json"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void a_bug_is_an_answer_too() {
    http.intake =
        () -> {
          throw new IllegalStateException("bug");
        };

    assertThat(http.send(http.json(EVENT)).statusCode()).isEqualTo(500);
    http.intake = Future::succeededFuture;
    assertThat(http.send(http.json(EVENT)).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/events,405",
    "PUT,/v1/events,405",
    "DELETE,/write,405",
    "GET,/api/v2/write,405",
    "POST,/metrics,405",
    "POST,/ping,405",
    "GET,/,404",
    "GET,/v1/events/,404",
    "POST,/v1/event,404",
    "GET,/v1/%65vents/..,404"
  })
  void answers_other_paths_and_methods(String method, String path, int status) {
    HttpResponse<String> response =
        http.send(http.request(path).method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(http.origins).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/jsonp", ""})
  void takes_no_other_content_type(String type) {
    HttpRequest.Builder request =
        http.request("/v1/events").POST(HttpRequest.BodyPublishers.ofString(EVENT));

    HttpResponse<String> response =
        http.send(type.isEmpty() ? request : request.header("Content-Type", type));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(http.origins).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/events", "/write", "/api/v2/write"})
  void takes_no_other_encoding(String path) {
    HttpResponse<String> response =
        http.send(http.lines(path, "x").header("Content-Encoding", "br"));

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @Test
  void unpacks_gzip() {
    byte[] packed = HttpFixture.gzip(EVENT.getBytes(UTF_8));

    assertThat(http.send(http.json(packed).header("Content-Encoding", "gzip")).statusCode())
        .isEqualTo(202);
    assertThat(http.written).hasSize(1);
  }

  @Test
  void refuses_what_is_not_gzip() {
    HttpResponse<String> plain = http.send(http.json(EVENT).header("Content-Encoding", "gzip"));
    byte[] packed = HttpFixture.gzip(EVENT.getBytes(UTF_8));
    byte[] cut = java.util.Arrays.copyOf(packed, packed.length - 12);
    HttpResponse<String> half = http.send(http.json(cut).header("Content-Encoding", "gzip"));

    assertThat(plain.statusCode()).isEqualTo(400);
    assertThat(half.statusCode()).isEqualTo(400);
    assertThat(http.origins).isEmpty();
  }

  @Test
  void refuses_a_body_that_becomes_too_large_when_unpacked() {
    byte[] bomb = HttpFixture.gzip(new byte[256 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(Exchange.MAX_BODY);

    HttpResponse<String> response = http.send(http.json(bomb).header("Content-Encoding", "gzip"));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(http.origins).isEmpty();
  }

  @Test
  void refuses_a_body_of_more_than_1_mib_and_goes_on() {
    byte[] body = new byte[Exchange.MAX_BODY + 1];

    assertThat(http.send(http.json(body)).statusCode()).isEqualTo(413);
    assertThat(http.send(http.json(EVENT)).statusCode()).isEqualTo(202);
  }

  @Test
  void refuses_a_body_of_unknown_length_when_it_is_too_large() {
    byte[] part = new byte[64 * 1024];
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      parts.add(part);
    }

    HttpResponse<String> response =
        http.send(http.request("/write").POST(HttpRequest.BodyPublishers.ofByteArrays(parts)));

    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void refuses_too_many_events() {
    assertThat(http.send(http.json("[" + "{},".repeat(30_000) + "{}]")).statusCode())
        .isEqualTo(413);
    assertThat(http.origins).isEmpty();
  }

  @Test
  void tells_before_the_body_is_sent_that_it_is_too_large() throws IOException {
    String answer =
        raw(
            """
            POST /v1/events HTTP/1.1\r
            Host: x\r
            Content-Type: application/json\r
            Content-Length: 99999999\r
            Expect: 100-continue\r
            \r
            """);

    assertThat(answer).startsWith("HTTP/1.1 413 ").doesNotContain("100 Continue");
  }

  @Test
  void lets_a_client_go_on_that_asks_before_it_sends() throws IOException {
    String answer =
        raw(
            "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: "
                + EVENT.length()
                + "\r\n\r\n"
                + EVENT);

    assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 202 ");
  }

  /** Sends bytes and reads until the server closes the connection. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.server.port())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /health/live HTTP/1.1\\r\\nHost: x\\r\\nX: LONG\\r\\n\\r\\n | 431",
        "GET /LONG HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 414",
        "nonsense\\r\\n\\r\\n | 400",
        "POST /v1/events HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: -1\\r\\n\\r\\n | 400",
        "POST /v1/events HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n | 400"
      })
  void answers_what_is_not_http(String request, int status) throws IOException {
    String bytes =
        request.replace("\\r", "\r").replace("\\n", "\n").replace("LONG", "x".repeat(10_000));

    assertThat(raw(bytes)).matches("(?s)HTTP/1\\.[01] " + status + " .*");
    assertThat(http.send(http.json(EVENT)).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/v1/events?x=%zz",
    "POST,/write?precision=%",
    "POST,/api/v2/write?p=%1",
    "POST,/query?%",
    "GET,/query?q=%",
    "GET,/metrics?%"
  })
  void answers_a_query_that_is_not_percent_encoded(String method, String path) throws IOException {
    String answer =
        raw(
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("the query is not percent-encoded");
  }

  @Test
  void a_bug_in_a_path_is_an_answer_too() {
    http.health =
        () -> {
          throw new IllegalStateException("bug");
        };

    assertThat(http.send(http.request("/health/ready")).statusCode()).isEqualTo(500);
  }

  @Test
  void slow_clients_do_not_block_others() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.server.port());
        slow.add(socket);
        String start =
            i % 2 == 0
                ? "POST /v1/events HTT" // half a header
                : "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{"; // half a body
        socket.getOutputStream().write(start.getBytes(US_ASCII));
      }

      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        assertThat(http.send(http.json(EVENT)).statusCode()).isEqualTo(202);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(http.written).hasSize(20);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void held_uploads_of_one_host_do_not_keep_out_others() throws IOException {
    List<Socket> held = new ArrayList<>();
    byte[] almostAll = new byte[Exchange.MAX_BODY - 1];
    try {
      for (int i = 0; i < 68; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.server.port());
        held.add(socket);
        socket.getOutputStream().write(upload(Exchange.MAX_BODY).getBytes(US_ASCII));
        socket.getOutputStream().write(almostAll);
      }
      await().until(() -> http.send(http.json(EVENT)).statusCode() == 429);

      try (Socket other =
          new Socket(
              InetAddress.getLoopbackAddress(),
              http.server.port(),
              InetAddress.getByName("127.0.0.2"),
              0)) {
        other.setSoTimeout(15_000);
        other.getOutputStream().write((upload(EVENT.length()) + EVENT).getBytes(US_ASCII));
        assertThat(new String(other.getInputStream().readNBytes(12), US_ASCII))
            .isEqualTo("HTTP/1.1 202");
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
    await().until(() -> http.send(http.json(EVENT)).statusCode() == 202);
  }

  private static String upload(int length) {
    return "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: %d\r\n\r\n".formatted(length);
  }

  @Test
  void writes_lines_as_influxdb_1() {
    HttpResponse<String> response =
        http.send(http.lines("/write?db=telegraf&precision=s&u=x&p=y", "m,host=h v=1 1600000000"));

    assertThat(response.statusCode()).isEqualTo(204);
    SensorEvent event = http.written.get(0);
    assertThat(event.getSensorId()).isEqualTo("h");
    assertThat(event.getEventTime().getEpochSecond()).isEqualTo(1600000000);
  }

  @Test
  void writes_lines_as_influxdb_2() {
    HttpResponse<String> response =
        http.send(
            http.request("/api/v2/write?org=o&bucket=b&precision=ms")
                .header("Content-Encoding", "gzip")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        HttpFixture.gzip("m,host=h v=1 1600000000000".getBytes(UTF_8)))));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(http.written.get(0).getEventTime().getEpochSecond()).isEqualTo(1600000000);
  }

  @Test
  void names_lines_that_are_wrong_as_agents_expect_it() {
    String lines = "m v=1\nm v=x\n";

    HttpResponse<String> first = http.send(http.lines("/write", lines));
    HttpResponse<String> second = http.send(http.lines("/api/v2/write", lines));

    assertThat(first.statusCode()).isEqualTo(400);
    assertThat(first.body())
        .startsWith("{\"error\":\"partial write: line 2: field")
        .endsWith("accepted=1 dropped=1\"}");
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(second.body()).startsWith("{\"code\":\"invalid\",\"message\":\"partial write: ");
  }

  @Test
  void knows_the_precisions_of_each_version() {
    assertThat(http.send(http.lines("/write?precision=h", "m v=1 1")).statusCode()).isEqualTo(204);
    assertThat(http.send(http.lines("/write?precision=d", "m v=1 1")).statusCode()).isEqualTo(400);
    assertThat(http.send(http.lines("/api/v2/write?precision=h", "m v=1")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void answers_what_agents_ask_when_they_start() {
    assertThat(http.send(http.request("/ping")).statusCode()).isEqualTo(204);
    assertThat(http.send(http.request("/health")).body()).contains("\"status\":\"pass\"");
    assertThat(http.send(http.request("/query?q=CREATE%20DATABASE%20%22x%22")).statusCode())
        .isEqualTo(200);
    assertThat(http.send(http.request("/query?q=SELECT%201")).statusCode()).isEqualTo(400);
  }

  @Test
  void says_whether_it_is_ready() {
    assertThat(http.send(http.request("/health/ready")).statusCode()).isEqualTo(200);

    http.notReady = java.util.Optional.of("Kafka is away");

    assertThat(http.send(http.request("/health/ready")).statusCode()).isEqualTo(503);
    assertThat(http.send(http.request("/health")).statusCode()).isEqualTo(503);
    assertThat(http.send(http.request("/health/live")).statusCode()).isEqualTo(200);
  }

  @Test
  void answers_what_is_in_work_and_takes_nothing_new_when_it_stops() throws Exception {
    Promise<Void> acknowledgement = http.heldBack();
    CompletableFuture<HttpResponse<String>> inWork = http.sendAsync(http.json(EVENT));
    await().until(() -> http.written.size() == 1);

    HttpFixture.await(http.server.stopTaking());
    HttpResponse<String> refused = http.send(http.json(EVENT));
    HttpResponse<String> ready = http.send(http.request("/health/ready"));
    acknowledgement.complete();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(inWork.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    assertThat(http.written).hasSize(1);
  }

  @Test
  void serves_its_description_and_metrics() {
    var unused = http.send(http.json(EVENT));

    assertThat(http.send(http.request("/openapi.json")).body()).contains("\"openapi\": \"3.1.0\"");
    assertThat(http.send(http.request("/metrics")).body())
        .contains("iot_gateway_events_total{outcome=\"accepted\",protocol=\"http\"} 1.0")
        .contains("iot_gateway_http_responses_total{status=\"202\"} 1.0")
        .contains("iot_gateway_connections{protocol=\"http\"}")
        .contains("iot_gateway_acknowledge_seconds_bucket");
  }

  @Test
  void takes_the_password_of_basic_as_token() {
    String basic = Base64.getEncoder().encodeToString("user:tok:en".getBytes(UTF_8));

    assertThat(http.send(http.json(EVENT).header("Authorization", "Basic " + basic)).statusCode())
        .isEqualTo(202);
  }
}
