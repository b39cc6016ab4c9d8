package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.access.HttpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances. {@code near} gets the request and has the sensor, unless a test changes it. */
class SensorEndpointTest {

  private static final String LATEST = "/sensors/sensor-1/latest";

  private final TestInstance near = new TestInstance();
  private final TestInstance far = new TestInstance();

  @BeforeEach
  void near_has_the_sensor() {
    near.isAt(near.address());
    near.readable.add(TestInstance.active());
    near.hasSensor("sensor-1", 21.5);
  }

  @AfterEach
  void close() {
    near.close();
    far.close();
  }

  @Test
  void the_latest_readings_have_metric_value_time_and_the_clock() throws Exception {
    HttpResponse<String> response = near.get(LATEST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"sensor_id\":\"sensor-1\",\"clock\":\"2020-07-13T12:00:00Z\",\"stale\":false,"
                + "\"readings\":[{\"metric\":\"temperature\",\"value\":21.5,"
                + "\"time\":\"2020-07-13T12:00:00Z\"}]}");
  }

  @Test
  void an_hour_has_the_fields_of_an_hourly_aggregate() throws Exception {
    HttpResponse<String> response = near.get("/sensors/sensor-1/hourly");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "[{\"sensor_id\":\"sensor-1\",\"metric\":\"temperature\","
                + "\"window_start\":\"2020-07-13T12:00:00Z\","
                + "\"window_end\":\"2020-07-13T13:00:00Z\","
                + "\"count\":2,\"sum\":3.0,\"min\":1.0,\"max\":2.0,\"mean\":1.5,\"stddev\":0.5,"
                + "\"first\":1.0,\"last\":2.0,\"revision\":1594641600000000,\"closed\":false}]");
  }

  @Test
  void the_parameters_select_the_hours() throws Exception {
    near.get(
        "/sensors/sensor-1/hourly"
            + "?metric=a%2Bb+c&from=1969-12-31T23:00:00Z&to=1970-01-01T00:00:01Z");

    assertThat(near.asked)
        .isEqualTo(new HourlyQuery("sensor-1", Optional.of("a+b c"), -3_600_000, 1_000));
  }

  @ParameterizedTest
  @CsvSource({
    "hourly?from=yesterday, 'from=yesterday is not an instant; write it like 2020-07-13T12:00:00Z'",
    "hourly?to=+1000000000-12-31T23:59:59.999999999Z, is not an instant",
    "hourly?from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z, is after to=2020-01-01T00:00:00Z",
    "hourly?form=2020-01-01T00:00:00Z, 'unknown parameter form; expected one of [from, metric, to]'",
    "hourly?metric=a&metric=b, metric is given twice",
    "hourly?metric, 'expected name=value, found metric'",
    "latest?metric=a, unknown parameter metric",
    "hourly?metric=%FF, expected percent-encoded UTF-8"
  })
  void invalid_parameters_are_reported(String query, String message) throws Exception {
    HttpResponse<String> response = near.get("/sensors/sensor-1/" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3", "%20", ""})
  void an_id_that_is_not_utf_8_or_blank_is_refused(String id) throws Exception {
    assertThat(near.get("/sensors/" + id + "/latest").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a b", "a+b", "100%", "..", "?x=1", "#1", "müller", "温度", "😀", "\"", "\\"})
  void an_id_of_any_characters_is_found_here_and_through_another_instance(String id)
      throws Exception {
    String path = "/sensors/" + URLEncoder.encode(id, UTF_8).replace("+", "%20") + "/latest";
    near.hasSensor(id, 1);
    far.isAt(near.address());

    assertThat(near.get(path).statusCode()).isEqualTo(200);
    assertThat(far.get(path).body()).isEqualTo(near.get(path).body());
  }

  @Test
  void an_unknown_sensor_is_not_found() throws Exception {
    HttpResponse<String> response = near.get("/sensors/sensor-2/latest");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("sensor-2");
  }

  @Test
  void the_query_is_forwarded_to_the_active_instance_and_its_answer_relayed() throws Exception {
    far.isAt(near.address());

    HttpResponse<String> found = far.get("/sensors/sensor-1/hourly?metric=temperature");
    HttpResponse<String> unknown = far.get("/sensors/sensor-2/latest");

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.headers().firstValue("Stale")).isEmpty();
    assertThat(near.asked.metric()).hasValue("temperature");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(far.reads).isZero();
  }

  @Test
  void two_instances_that_locate_the_sensor_on_each_other_do_not_forward_in_a_circle()
      throws Exception {
    near.readable.clear();
    near.isAt(far.address());
    far.isAt(near.address());

    HttpResponse<String> response = near.get(LATEST);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(far.reads).isEqualTo(1);
    assertThat(near.reads).isZero();
  }

  @Test
  void during_a_rebalance_the_answer_is_retry_and_not_404() throws Exception {
    near.location = Optional.empty();
    HttpResponse<String> nobodyKnows = near.get(LATEST);
    near.isAt(near.address());
    near.readable.clear();
    HttpResponse<String> notReadableYet = near.get(LATEST);

    assertThat(nobodyKnows.statusCode()).isEqualTo(503);
    assertThat(nobodyKnows.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(notReadableYet.statusCode()).isEqualTo(503);
    assertThat(notReadableYet.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void a_local_standby_answers_for_a_failed_instance_and_marks_the_answer_stale() throws Exception {
    near.isAt(unreachable(), near.address());
    near.readable.clear();
    near.readable.add(TestInstance.standby());

    HttpResponse<String> response = near.get(LATEST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Stale")).hasValue("true");
    assertThat(response.body()).contains("\"stale\":true");
  }

  @Test
  void an_instance_that_stops_in_the_middle_of_its_answer_is_not_waited_for() throws Exception {
    try (ServerSocket stops = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> connection =
          CompletableFuture.supplyAsync(() -> beginAnswer(stops));
      far.isAt(new HttpAddress("127.0.0.1", stops.getLocalPort()));

      HttpResponse<String> response = far.get(LATEST);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("cannot be reached");
      connection.join().close();
    }
  }

  private static Socket beginAnswer(ServerSocket server) {
    try {
      Socket socket = server.accept();
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_remote_standby_answers_for_a_failed_instance_and_marks_the_answer_stale()
      throws Exception {
    far.isAt(unreachable(), near.address());
    near.readable.clear();
    near.readable.add(TestInstance.standby());

    HttpResponse<String> response = far.get(LATEST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Stale")).hasValue("true");
  }

  @Test
  void a_standby_that_does_not_have_the_sensor_gives_no_404() throws Exception {
    near.isAt(unreachable(), near.address());
    near.readable.add(TestInstance.standby());

    HttpResponse<String> response = near.get("/sensors/sensor-2/latest");

    assertThat(response.statusCode()).isEqualTo(503);
  }

  @Test
  void a_standby_answers_for_an_active_instance_that_cannot_read_yet() throws Exception {
    near.isAt(near.address(), far.address());
    near.readable.clear();
    far.isAt(near.address(), far.address());
    far.readable.add(TestInstance.standby());
    far.hasSensor("sensor-1", 20);

    HttpResponse<String> response = near.get(LATEST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"value\":20.0", "\"stale\":true");
  }

  /** An address on which nothing listens. */
  private static HttpAddress unreachable() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new HttpAddress("127.0.0.1", socket.getLocalPort());
    }
  }
}
