package io.iotpipeline.integration.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.InstalledTools;
import io.iotpipeline.integration.stack.Connectors;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts on their way out, through a real Kafka and a real Connect worker. The outage lasts {@code
 * outage.seconds}, by default a few.
 */
@ExtendWith(SharedStack.class)
class NotificationIT {

  private static final int SENSORS = 50;
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 8));

  private final TestStack stack;
  private final Connectors connectors;
  private final List<String> created = new ArrayList<>();
  private Webhook webhook;

  NotificationIT(TestStack stack) {
    this.stack = stack;
    this.connectors = Connectors.of(stack);
  }

  @BeforeEach
  void listen() throws Exception {
    webhook = new Webhook();
  }

  @AfterEach
  void remove() throws Exception {
    for (String name : created) {
      connectors.delete(name);
    }
    webhook.close();
  }

  @Test
  void each_alert_arrives_once_and_all_arrive_after_an_outage() throws Exception {
    try (AlertTopic topic = new AlertTopic(stack.pipeline(), "notify-webhook")) {
      create("notify-webhook", "webhook", Map.of("topics", topic.name(), "url", webhook.url()));

      topic.send("SILENT", "calm", SENSORS);
      topic.send("RESUMED", "calm", SENSORS);
      awaitAlerts(expected("calm", "SILENT", "RESUMED"));
      assertThat(webhook.alerts()).hasSize(2 * SENSORS).doesNotHaveDuplicates();

      webhook.leave();
      long left = System.nanoTime();
      topic.send("SILENT", "outage", SENSORS);
      // Not a wait for something: the outage itself.
      Thread.sleep(OUTAGE.dividedBy(2).toMillis());
      topic.send("RESUMED", "outage", SENSORS);
      Thread.sleep(OUTAGE.dividedBy(2).toMillis());
      webhook.start();
      long back = System.nanoTime();
      awaitAlerts(expected("outage", "SILENT", "RESUMED"));

      TestLog.print(
          "The webhook was away for %.0f s; all %d alerts arrived within %.1f s after it, %d of them twice."
              .formatted(
                  (back - left) / 1e9,
                  2 * SENSORS,
                  TestLog.secondsSince(back),
                  webhook.alerts().size() - new HashSet<>(webhook.alerts()).size()));
      assertThat(ordered("outage")).isTrue();
    }
  }

  @Test
  void what_is_refused_is_in_the_dead_letter_topic_and_the_rest_arrives() throws Exception {
    try (AlertTopic topic = new AlertTopic(stack.pipeline(), "notify-refused")) {
      int before = topic.read(Topics.UNDELIVERED_ALERTS.name()).size();
      create("notify-refused", "webhook", Map.of("topics", topic.name(), "url", webhook.url()));

      topic.send("SILENT", Webhook.REFUSED, 2);
      topic.send("SILENT", "accepted", SENSORS);

      awaitAlerts(expected("accepted", "SILENT"));
      List<ConsumerRecord<byte[], byte[]>> undelivered =
          Waits.await("the refused alerts are in the dead letter topic")
              .until(
                  () -> topic.read(Topics.UNDELIVERED_ALERTS.name()),
                  records -> records.size() >= before + 2);
      assertThat(undelivered).hasSize(before + 2);
      ConsumerRecord<byte[], byte[]> last = undelivered.get(before);
      assertThat(new String(last.key(), UTF_8)).startsWith(Webhook.REFUSED);
      assertThat(header(last, "__connect.errors.exception.message"))
          .contains("answers 400")
          .doesNotContain("secret");
    }
  }

  @Test
  @Tag("slow")
  void a_killed_worker_loses_nothing() throws Exception {
    try (AlertTopic topic = new AlertTopic(stack.pipeline(), "notify-killed")) {
      create("notify-killed", "webhook", Map.of("topics", topic.name(), "url", webhook.url()));
      topic.send("SILENT", "before", SENSORS);
      awaitAlerts(expected("before", "SILENT"));
      webhook.leave();
      topic.send("SILENT", "killed", SENSORS);

      new ServerProcess(stack.server("connect")).kill();
      topic.send("RESUMED", "killed", SENSORS);
      webhook.start();
      stack.restore();

      awaitAlerts(expected("killed", "SILENT", "RESUMED"));
    }
  }

  @Test
  @Tag("slow")
  void alertmanager_knows_the_open_alerts_also_after_it_was_killed(@TempDir Path folder)
      throws Exception {
    InstalledTools.need(
        OwnAlertmanager.program().isPresent(),
        "alertmanager is not on the PATH (Debian: apt install prometheus-alertmanager)");
    try (AlertTopic topic = new AlertTopic(stack.pipeline(), "notify-alertmanager");
        OwnAlertmanager alertmanager = new OwnAlertmanager(folder, webhook.url())) {
      topic.send("SILENT", "old", SENSORS);
      topic.send("RESUMED", "old", SENSORS);
      topic.send("SILENT", "open", SENSORS);
      create(
          "notify-alertmanager",
          "alertmanager",
          Map.of("topics", topic.name(), "url", alertmanager.url(), "resend.interval.ms", "5000"));
      awaitActive(alertmanager, "open");
      assertThat(alertmanager.active().get(0).path("labels").path("alertname").asText())
          .isEqualTo("SensorSilent");
      // What begins and ends before Alertmanager has notified is no news to it.
      awaitNotified("firing", "open");

      alertmanager.kill();
      topic.send("SILENT", "more", SENSORS);
      topic.send("RESUMED", "open", SENSORS);
      alertmanager.start();

      awaitActive(alertmanager, "more");
      awaitNotified("firing", "more");
      awaitNotified("resolved", "open");
      topic.send("RESUMED", "more", SENSORS);
      awaitActive(alertmanager);
      awaitNotified("resolved", "more");
      assertThat(notified("firing")).noneMatch(sensor -> sensor.startsWith("old"));
    }
  }

  /** Creates a connector as its file has it, with other settings. */
  private void create(String name, String file, Map<String, String> settings) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode config =
        (ObjectNode)
            json.readTree(Checkout.read("connect/notifications/" + file + ".json")).path("config");
    settings.forEach(config::put);
    HttpResponse<String> response = connectors.put(name, config.toString());
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    created.add(name);
    connectors.awaitRunning(name);
  }

  private static Set<String> expected(String prefix, String... kinds) {
    Set<String> expected = new TreeSet<>();
    for (String kind : kinds) {
      IntStream.range(0, SENSORS).forEach(i -> expected.add(prefix + "-" + i + " " + kind));
    }
    return expected;
  }

  private void awaitAlerts(Set<String> expected) {
    Waits.await("the webhook has all alerts")
        .until(() -> new HashSet<>(webhook.alerts()), all -> all.containsAll(expected));
  }

  /** Whether each sensor's SILENT came before its RESUMED. */
  private boolean ordered(String prefix) {
    List<String> alerts = webhook.alerts();
    return IntStream.range(0, SENSORS)
        .mapToObj(i -> prefix + "-" + i)
        .allMatch(
            sensor -> alerts.indexOf(sensor + " SILENT") < alerts.lastIndexOf(sensor + " RESUMED"));
  }

  private static void awaitActive(OwnAlertmanager alertmanager, String... prefixes) {
    Set<String> expected = sensors(prefixes);
    Waits.await("the active alerts are those of " + List.of(prefixes))
        .until(
            () -> new TreeSet<>(alertmanager.active().findValuesAsText("sensor_id")),
            expected::equals);
  }

  private void awaitNotified(String status, String... prefixes) {
    Set<String> expected = sensors(prefixes);
    Waits.await("Alertmanager has notified of " + status)
        .until(() -> notified(status), all -> all.containsAll(expected));
  }

  private static Set<String> sensors(String... prefixes) {
    Set<String> sensors = new TreeSet<>();
    Stream.of(prefixes)
        .forEach(prefix -> IntStream.range(0, SENSORS).forEach(i -> sensors.add(prefix + "-" + i)));
    return sensors;
  }

  /** The sensors in Alertmanager's notifications. */
  private Set<String> notified(String status) {
    Set<String> sensors = new TreeSet<>();
    for (JsonNode body : webhook.received()) {
      for (JsonNode alert : body.path("alerts")) {
        if (alert.path("status").asText().equals(status)) {
          sensors.add(alert.at("/labels/sensor_id").asText());
        }
      }
    }
    return sensors;
  }

  private static String header(ConsumerRecord<byte[], byte[]> entry, String name) {
    return new String(entry.headers().lastHeader(name).value(), UTF_8);
  }
}
