package io.iotpipeline.integration.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.quarantine.QuarantineFilter;
import io.iotpipeline.admin.quarantine.QuarantinedRecord;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.schemas.GatewayHeaders;
import io.iotpipeline.schemas.RejectionReason;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Devices of every protocol send to the gateway, each twice, while others misbehave. All is sent
 * first, and verified once.
 */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class GatewayIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  /**
   * A batch of Telegraf's usual inputs. It is not recorded, because Debian has no package of
   * Telegraf, but written by the rules of its serializer: tags by name, integers with i, one metric
   * a line. The ninth line has only a text and is no event.
   */
  private static final String TELEGRAF =
      Checkout.read("integration-tests/src/test/resources/gateway/telegraf.lp");

  private static final String WITH_ID =
      "{\"event_id\":\"6f1d3c52-93b5-4ae8-8f0e-3a44c1e0f6a1\",\"sensor_id\":\"gateway-it-one\","
          + "\"event_time\":1709287200,\"event_time_unit\":\"s\",\"measurements\":{\"temp\":1.5}}";
  private static final String WITHOUT_MEASUREMENTS =
      "{\"sensor_id\":\"gateway-it-batch\",\"event_time\":1709287200000,\"measurements\":{}}";
  private static final String NOT_LINE_PROTOCOL = "garbage over line protocol";
  private static final String NOT_JSON = "garbage over MQTT";
  private static final String NOT_JSON_5 = "garbage over MQTT 5";

  private static final Fleet PACKED = new Fleet("gateway-it-packed-", "temp", 100, 50);

  private final TestStack stack;
  private final GatewayAddress gateway;
  private final Ledger nodeLedger = new Ledger();
  private Change change;
  private List<QuarantinedRecord> unreadable;
  private HttpResponse<String> batch;
  private HttpResponse<String> lines;
  private int answer5;
  private int rebirths;
  private boolean garbageIsRefused;

  GatewayIT(TestStack stack) {
    this.stack = stack;
    this.gateway = GatewayAddress.of(stack);
  }

  @BeforeAll
  void send() throws Exception {
    Instant started = Instant.now();
    change =
        stack.changeBy(
            () -> {
              try (HostileClients hostile = new HostileClients(gateway)) {
                sendJson();
                sendLines();
                sendMqtt();
                sendSparkplug();
                garbageIsRefused = hostile.garbageIsRefused();
              }
            });
    unreadable =
        Quarantine.read(
            stack, new QuarantineFilter(Set.of(RejectionReason.UNREADABLE), null, started));
  }

  private void sendJson() throws Exception {
    HttpDevice http = new HttpDevice(gateway);
    String good =
        "{\"sensor_id\":\"gateway-it-batch\",\"event_time\":\"2024-03-01T11:00:00+01:00\","
            + "\"measurements\":{\"temp\":%s}}";
    for (int time = 0; time < 2; time++) {
      assertAnswer(http.json(WITH_ID), 202, "{\"accepted\":1}");
      assertAnswer(
          http.post(
              "/v1/events",
              HttpDevice.gzip(JsonReadings.array(PACKED, 0, PACKED.size()).getBytes(UTF_8)),
              "Content-Type",
              "application/json",
              "Content-Encoding",
              "gzip"),
          202,
          "{\"accepted\":100}");
    }
    batch =
        http.json(
            "[" + good.formatted(1) + "," + WITHOUT_MEASUREMENTS + "," + good.formatted(2) + "]");
  }

  private void sendLines() throws Exception {
    HttpDevice http = new HttpDevice(gateway);
    for (int time = 0; time < 2; time++) {
      assertAnswer(http.telegraf(HttpDevice.gzip(TELEGRAF.getBytes(UTF_8))), 204, "");
    }
    lines =
        http.post(
            "/write?db=iot&precision=s",
            ("weather,sensor=gateway-it-line temperature=20.1,humidity=55i,status=\"ok\" 1709287200\n"
                    + NOT_LINE_PROTOCOL
                    + "\nweather,sensor=gateway-it-line temperature=20.2 1709287201\n")
                .getBytes(UTF_8),
            "User-Agent",
            "Telegraf/1.28.5 Go/1.20.10");
  }

  private static void assertAnswer(HttpResponse<String> response, int status, String body) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body().strip()).isEqualTo(body);
  }

  private void sendMqtt() throws Exception {
    MqttDevice mqtt = new MqttDevice(gateway);
    Fleet readings = new Fleet("gateway-it-mqtt-", "temp", 8, 8);
    String topic = "v1/gateway-it-mqtt-0/events";
    for (int time = 0; time < 2; time++) {
      mqtt.publish(1, topic, JsonReadings.ofTopic(readings, 0), JsonReadings.ofTopic(readings, 1));
      mqtt.publish(2, topic, JsonReadings.ofTopic(readings, 2), JsonReadings.ofTopic(readings, 3));
      assertThat(mqtt.publish5(1, topic, JsonReadings.ofTopic(readings, 4))).isZero();
      assertThat(mqtt.publish5(2, topic, JsonReadings.ofTopic(readings, 5))).isZero();
    }
    mqtt.publish(1, topic, NOT_JSON);
    answer5 = mqtt.publish5(1, topic, NOT_JSON_5);
  }

  /** When the node connects again, its data come before its births. */
  private void sendSparkplug() throws Exception {
    EdgeNode node = new EdgeNode(gateway, "gateway-it", "node", 1);
    for (int time = 0; time < 2; time++) {
      node.send(node.fleet(100), nodeLedger, new Pace(System.nanoTime(), Duration.ZERO));
    }
    rebirths = node.rebirths();
  }

  @Test
  void every_event_is_a_row() {
    // JSON: one, gzip, batch; Telegraf and lines; MQTT; Sparkplug.
    assertThat(change.of("sensor_events rows")).isEqualTo((1 + 100 + 2) + (11 + 2) + 6 + 100);
    assertThat(change.rejections()).containsOnlyKeys("DUPLICATE", "UNREADABLE");
  }

  @Test
  void what_is_sent_again_is_known_again() {
    // Up to three of the four messages of the node come after its births.
    assertThat(change.rejections().get("DUPLICATE") - (1 + 100 + 11 + 6)).isIn(0L, 25L, 50L, 75L);
  }

  @Test
  void an_aggregate_has_the_readings_of_all_versions_of_mqtt() {
    try (CqlSession session = stack.session()) {
      Row row =
          session
              .execute(
                  "SELECT count, sum FROM iot.hourly_aggregates"
                      + " WHERE sensor_id = 'gateway-it-mqtt-0' AND metric = 'temp'"
                      + " AND window_start = ?",
                  HOUR)
              .one();

      assertThat(row.getLong("count")).isEqualTo(6);
      assertThat(row.getDouble("sum")).isEqualTo((0 + 1 + 2 + 3 + 4 + 5) / 8.0);
    }
  }

  @Test
  void a_series_of_line_protocol_is_a_sensor() {
    assertThat(measurements("gateway-it-line"))
        .containsExactly(
            Map.of("weather_temperature", 20.1, "weather_humidity", 55.0),
            Map.of("weather_temperature", 20.2));
    assertThat(measurements("sdb1,fstype=vfat,host=gateway-it-edge,mode=rw,path=/media/my stick"))
        .containsExactly(
            Map.of(
                "disk_free", 1024000.0,
                "disk_total", 2048000.0,
                "disk_used", 1024000.0,
                "disk_used_percent", 50.0));
    assertThat(measurements("gateway-it-edge,name=pump,slave_id=1,type=holding_register"))
        .containsExactly(Map.of("modbus_running", 1.0, "modbus_pressure", 2.5));
  }

  @Test
  void a_device_of_sparkplug_is_a_sensor() {
    assertThat(measurements("gateway-it/node/oven-0"))
        .hasSize(100)
        .startsWith(Map.of("temperature", 0.0), Map.of("temperature", 0.125));
  }

  @Test
  void a_node_without_births_is_asked_for_them() {
    assertThat(rebirths).isPositive();
    assertThat(unreadable)
        .filteredOn(record -> record.detail().contains("gateway-it/node/oven-0"))
        .isNotEmpty()
        .allSatisfy(
            record -> {
              assertOrigin(record, "mqtt");
              assertThat(nodeLedger.readingsOf(record.value())).isNotNull();
            });
  }

  @Test
  void what_is_wrong_in_a_message_is_answered_and_quarantined() {
    assertThat(batch.statusCode()).isEqualTo(400);
    assertThat(batch.body())
        .contains("\"accepted\":2", "\"index\":1", "measurements is empty", "\"quarantined\":true");
    assertThat(lines.statusCode()).isEqualTo(400);
    assertThat(lines.body()).contains("partial write");
    assertThat(answer5).as("payload format invalid").isEqualTo(0x99);
    assertOrigin(unreadable(WITHOUT_MEASUREMENTS), "http");
    assertOrigin(unreadable(NOT_LINE_PROTOCOL), "http");
    assertOrigin(unreadable(NOT_JSON), "mqtt");
    assertOrigin(unreadable(NOT_JSON_5), "mqtt");
  }

  @Test
  void garbage_ends_its_own_connection_only() {
    assertThat(garbageIsRefused).isTrue();
  }

  private List<Map<String, Double>> measurements(String sensor) {
    try (CqlSession session = stack.session()) {
      return session
          .execute(
              "SELECT measurements FROM iot.sensor_events"
                  + " WHERE sensor_id = ? AND day = '2024-03-01' AND hour = 0",
              sensor)
          .map(row -> row.getMap("measurements", String.class, Double.class))
          .all();
    }
  }

  /** The one record with these bytes. */
  private QuarantinedRecord unreadable(String bytes) {
    List<QuarantinedRecord> found =
        unreadable.stream().filter(record -> text(record.value()).equals(bytes)).toList();
    assertThat(found).as(bytes).hasSize(1);
    return found.get(0);
  }

  private static void assertOrigin(QuarantinedRecord record, String protocol) {
    assertThat(header(record, GatewayHeaders.UNREADABLE)).isEqualTo(record.detail()).isNotBlank();
    assertThat(header(record, GatewayHeaders.PROTOCOL)).isEqualTo(protocol);
    assertThat(header(record, GatewayHeaders.SENDER)).isEqualTo("anybody");
    assertThat(header(record, GatewayHeaders.ADDRESS)).matches("127\\.0\\.0\\.1:\\d+");
  }

  private static String header(QuarantinedRecord record, String name) {
    return text(record.headers().lastHeader(name).value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
