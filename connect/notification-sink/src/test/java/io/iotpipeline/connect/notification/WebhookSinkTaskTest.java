package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class WebhookSinkTaskTest {

  private final RecordingReceiver receiver = new RecordingReceiver();
  private final TaskContext context = new TaskContext();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void sends_each_record_once_and_in_order() throws Exception {
    task(Map.of()).put(List.of(Alerts.silent("a", 0), Alerts.resumed("a", 1)));

    assertThat(receiver.received).hasSize(2);
    JsonNode first = json.readTree(receiver.received.get(0));
    assertThat(first.path("kind").asText()).isEqualTo("SILENT");
    assertThat(first.path("event_time").asText()).isEqualTo("2026-11-27T10:00:00.000Z");
    assertThat(first.path("summary").asText()).isEqualTo("a is silent");
    assertThat(json.readTree(receiver.received.get(1)).path("summary").asText())
        .isEqualTo("a is heard again");
  }

  @Test
  void continues_after_an_outage_without_sending_twice() {
    WebhookSinkTask task = task(Map.of());
    List<SinkRecord> records =
        List.of(Alerts.silent("a", 0), Alerts.silent("b", 1), Alerts.silent("c", 2));
    receiver.takesUntilAway = 1;
    assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);
    assertThat(context.timeout).isBetween(500L, 1000L);
    assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);
    assertThat(context.timeout).isBetween(1000L, 2000L);

    receiver.takesUntilAway = 9;
    task.put(records);

    assertThat(receiver.received).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void whoever_gets_the_partition_back_begins_at_what_was_committed() {
    WebhookSinkTask task = task(Map.of());
    task.put(List.of(Alerts.silent("a", 0)));

    task.close(List.of(new TopicPartition(Alerts.TOPIC, 0)));
    task.put(List.of(Alerts.silent("a", 0)));

    assertThat(receiver.received).hasSize(2);
  }

  @Test
  void of_a_refused_batch_only_the_refused_record_is_reported() {
    task(Map.of("batch.max.size", "10"))
        .put(List.of(Alerts.silent("a", 0), Alerts.silent("refuse-me", 1), Alerts.silent("c", 2)));

    assertThat(context.reported).extracting(SinkRecord::kafkaOffset).containsExactly(1L);
    assertThat(receiver.received).hasSize(2).allMatch(body -> body.startsWith("[{"));
  }

  @Test
  void a_slow_receiver_of_a_refused_batch_does_not_hold_up_the_consumer() {
    WebhookSinkTask task = task(Map.of("batch.max.size", "1000"));
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(Alerts.silent("sensor-" + i, i));
    }
    records.add(Alerts.silent("refuse-me", 20));
    receiver.nanosPerRequest = Duration.ofSeconds(10).toNanos();

    int puts = 0;
    boolean taken = false;
    while (!taken) {
      long begin = receiver.nanos;
      try {
        task.put(records);
        taken = true;
      } catch (RetriableException e) {
        assertThat(context.timeout).isZero();
      }
      assertThat(Duration.ofNanos(receiver.nanos - begin)).isLessThan(Duration.ofSeconds(80));
      puts++;
    }

    assertThat(puts).isGreaterThan(2);
    assertThat(records.stream().limit(20))
        .allSatisfy(
            record ->
                assertThat(receiver.received)
                    .filteredOn(body -> body.contains(sensor(record)))
                    .hasSize(1));
    assertThat(context.reported).extracting(SinkRecord::kafkaOffset).containsExactly(20L);
  }

  @Test
  void a_record_without_fields_is_reported_once_though_the_next_one_has_to_wait() {
    WebhookSinkTask task = task(Map.of("batch.max.size", "10"));
    List<SinkRecord> records =
        List.of(Alerts.silent("a", 0), Alerts.text("no record", 1), Alerts.silent("c", 2));
    receiver.takesUntilAway = 1;
    assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);

    receiver.takesUntilAway = 1;
    task.put(records);

    assertThat(receiver.received).hasSize(2);
    assertThat(context.reported).hasSize(1);
  }

  @Test
  void other_kinds_are_left_out() {
    task(Map.of("kinds", "SILENT,ANOMALY"))
        .put(List.of(Alerts.silent("a", 0), Alerts.resumed("a", 1)));

    assertThat(receiver.received).hasSize(1);
  }

  @Test
  void a_new_connector_can_leave_out_what_was_there_before() {
    task(Map.of("not.before", "2026-11-27T10:00:30Z"))
        .put(List.of(Alerts.silent("a", 0), Alerts.resumed("a", 1)));

    assertThat(receiver.received).singleElement().asString().contains("RESUMED");
  }

  @Test
  void a_wrong_url_is_not_shown() {
    assertThatThrownBy(() -> NotificationConfig.webhook(Map.of("url", "ftp://secret")))
        .hasMessage("url must be an http or https URL with a host");
  }

  private static String sensor(SinkRecord record) {
    return "\"" + ((Struct) record.value()).getString("sensor_id") + "\"";
  }

  private WebhookSinkTask task(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("url", "http://localhost:1/secret");
    WebhookSinkTask task =
        new WebhookSinkTask(config -> receiver, new PutTime(() -> receiver.nanos));
    task.initialize(context);
    task.start(all);
    return task;
  }
}
