package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.metrics.RestoringStore;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceTest {

  private final TestInstance instance = new TestInstance();

  @AfterEach
  void close() {
    instance.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/health/live, true, false, 200",
    "/health/live, false, false, 503",
    "/health/ready, true, true, 200",
    "/health/ready, true, false, 503"
  })
  void the_status_answers_a_probe(String path, boolean live, boolean ready, int status)
      throws Exception {
    instance.health = new HealthReport("S", live, ready, List.of(), List.of());

    assertThat(instance.get(path).statusCode()).isEqualTo(status);
  }

  @Test
  void the_body_has_state_threads_and_restoring_stores() throws Exception {
    instance.health =
        new HealthReport(
            "REBALANCING",
            true,
            false,
            List.of(new HealthReport.StreamThread("t-1", "RUNNING", 6, 2)),
            List.of(new RestoringStore("clocks", 3, 600)));

    HttpResponse<String> response = instance.get("/health/ready");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body())
        .isEqualTo(
            "{\"state\":\"REBALANCING\",\"live\":true,\"ready\":false,"
                + "\"threads\":[{\"name\":\"t-1\",\"state\":\"RUNNING\","
                + "\"active_tasks\":6,\"standby_tasks\":2}],"
                + "\"restoring\":[{\"store\":\"clocks\",\"partition\":3,\"remaining\":600}]}");
  }

  @Test
  void the_body_has_the_last_failure_of_a_thread() throws Exception {
    instance.health =
        new HealthReport(
            "RUNNING",
            true,
            false,
            List.of(),
            List.of(),
            new HealthReport.ThreadFailures(3, "2026-03-01T10:00:00Z", "IOException: no"));

    assertThat(instance.get("/health/ready").body())
        .contains(
            "\"thread_failures\":{\"count\":3,\"last\":\"2026-03-01T10:00:00Z\","
                + "\"error\":\"IOException: no\"}");
  }

  @Test
  void metrics_have_the_prometheus_text_format() throws Exception {
    HttpResponse<String> response = instance.get("/metrics");

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).isEqualTo(TestInstance.METRICS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/health/live/x", "/metricsx", "/sensors", "/sensors/a"})
  void another_path_is_not_found(String path) throws Exception {
    HttpResponse<String> response = instance.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"error\":\"no such path: " + path + "\"}");
  }

  @Test
  void only_get_is_answered() throws Exception {
    HttpResponse<String> response = instance.send("DELETE", "/sensors/a/latest");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void a_bug_is_answered_with_500_and_the_next_request_succeeds() throws Exception {
    instance.health = null;

    assertThat(instance.get("/health/live").statusCode()).isEqualTo(500);
    assertThat(instance.get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void a_port_in_use_is_refused() {
    assertThatThrownBy(() -> HttpService.bind(instance.address(), HttpSecurity.OPEN))
        .isInstanceOf(BindException.class);
  }

  @Test
  void port_0_takes_any_free_port() throws IOException {
    HttpAddress any = HttpAddress.parse("127.0.0.1:0");

    try (HttpService first = HttpService.bind(any, HttpSecurity.OPEN);
        HttpService second = HttpService.bind(any, HttpSecurity.OPEN)) {
      assertThat(first.address().port()).isPositive().isNotEqualTo(second.address().port());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8090, localhost, 8090",
    "0.0.0.0:0, 0.0.0.0, 0",
    "[::1]:8090, ::1, 8090",
    "a-b.example.org:65535, a-b.example.org, 65535"
  })
  void an_address_is_read_and_written(String text, String host, int port) {
    HttpAddress address = HttpAddress.parse(text);

    assertThat(address).isEqualTo(new HttpAddress(host, port));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "8090", "localhost", "localhost:", ":8090", "h:65536", "::1:80", "http://h:1"})
  void text_that_is_not_an_address_is_refused(String text) {
    assertThatThrownBy(() -> HttpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port");
  }

  @Test
  void a_wildcard_is_replaced_by_a_reachable_host() {
    assertThat(HttpAddress.parse("0.0.0.0:8090").reachable().host()).isNotEqualTo("0.0.0.0");
    assertThat(HttpAddress.parse("127.0.0.1:8090").reachable())
        .isEqualTo(HttpAddress.parse("127.0.0.1:8090"));
  }
}
