package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class AlertmanagerSinkTaskTest {

  private static final TopicPartition PARTITION = new TopicPartition(Alerts.TOPIC, 0);

  private final RecordingReceiver receiver = new RecordingReceiver();
  private final TaskContext context = new TaskContext();
  private Instant now = Alerts.START.plusSeconds(300);
  private final AlertmanagerSinkTask task = task();

  @Test
  void an_alert_has_the_labels_and_times_that_alertmanager_reads() throws Exception {
    read(Alerts.alert("s", "temperature", "ANOMALY", "CRITICAL", 0, Alerts.START));

    JsonNode alert = last().get(0);
    assertThat(alert.path("labels").toString())
        .isEqualTo(
            "{\"alertname\":\"SensorAnomaly\",\"sensor_id\":\"s\",\"metric\":\"temperature\",\"severity\":\"critical\"}");
    assertThat(alert.at("/annotations/summary").asText()).isEqualTo("temperature of s is unusual");
    assertThat(alert.at("/annotations/description").asText()).isEqualTo("a sentence");
    assertThat(alert.path("startsAt").asText()).isEqualTo("2026-11-27T10:00:00.000Z");
    assertThat(Instant.parse(alert.path("endsAt").asText())).isEqualTo(now.plusSeconds(3600));
  }

  @Test
  void a_start_reads_everything_and_sends_nothing_before() throws Exception {
    assertThat(context.rewound).containsEntry(PARTITION, 0L);

    task.put(List.of(Alerts.silent("old", 0), Alerts.silent("open", 1)));
    task.put(List.of(Alerts.resumed("old", 2)));
    assertThat(receiver.attempts).isZero();
    now = now.plusSeconds(3600);
    poll(31);

    assertThat(sensors(last())).containsExactly("open");
  }

  @Test
  void a_topic_that_gives_its_first_records_late_is_read_before_anything_is_sent()
      throws Exception {
    poll(60);
    task.put(List.of(Alerts.silent("old", 0), Alerts.silent("open", 1)));
    poll(29);
    task.put(List.of(Alerts.resumed("old", 2)));
    now = now.plusSeconds(3600);
    poll(29);
    assertThat(receiver.attempts).isZero();
    poll(1);

    assertThat(sensors(last())).containsExactly("open");
  }

  @Test
  void the_time_in_which_the_worker_stands_still_is_no_silence_of_the_topic() {
    task.put(List.of(Alerts.silent("s", 0)));
    now = now.plusSeconds(3600);
    task.put(List.of());

    assertThat(receiver.attempts).isZero();
  }

  @Test
  void a_partition_that_is_not_yet_read_does_not_hold_up_another() throws Exception {
    task.open(List.of(PARTITION, new TopicPartition(Alerts.TOPIC, 1)));

    task.put(
        List.of(
            Alerts.silent("old", 0),
            Alerts.alert("new", "", "SILENT", "WARNING", 1, now),
            inPartition1(Alerts.silent("not yet", 0))));

    assertThat(receiver.received).hasSize(1);
    assertThat(sensors(last())).containsExactlyInAnyOrder("old", "new");
    poll(30);
    assertThat(sensors(last())).contains("not yet");
  }

  @Test
  void a_slow_alertmanager_that_refuses_an_alert_does_not_hold_up_the_consumer() {
    receiver.nanosPerRequest = Duration.ofSeconds(10).toNanos();
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(Alerts.silent("sensor-" + i, i));
    }
    records.add(Alerts.alert("refuse-me", "", "SILENT", "WARNING", 20, now));

    task.put(records);
    assertThat(Duration.ofNanos(receiver.nanos)).isLessThan(Duration.ofSeconds(80));
    assertThat(receiver.received).isNotEmpty().hasSizeLessThan(20);
    for (int i = 0; i < 5; i++) {
      long begin = receiver.nanos;
      task.put(List.of());
      assertThat(Duration.ofNanos(receiver.nanos - begin)).isLessThan(Duration.ofSeconds(80));
    }

    assertThat(receiver.received).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void a_request_has_as_many_alerts_as_set_and_each_alert_once() {
    task.start(settings(Map.of("batch.max.size", "2")));
    task.open(List.of(PARTITION));
    read(Alerts.silent("a", 0), Alerts.silent("b", 1), Alerts.silent("c", 2));

    assertThat(receiver.received).hasSize(2);
    assertThat(String.join("", receiver.received))
        .containsOnlyOnce("\"a\"")
        .containsOnlyOnce("\"b\"")
        .containsOnlyOnce("\"c\"");
  }

  @Test
  void sensors_that_appear_and_vanish_do_not_fill_the_memory() throws Exception {
    task.start(settings(Map.of("max.open.alerts", "2")));
    task.open(List.of(PARTITION));
    read(Alerts.silent("a", 0), Alerts.silent("b", 1), Alerts.silent("c", 2));

    assertThat(sensors(last())).containsExactly("b", "c");
  }

  @Test
  void an_end_resolves_every_severity_and_is_sent_at_once() throws Exception {
    read(
        Alerts.alert("s", "t", "ANOMALY", "WARNING", 0, Alerts.START),
        Alerts.alert("s", "t", "ANOMALY", "CRITICAL", 1, Alerts.START.plusSeconds(10)),
        Alerts.silent("s", 2));

    task.put(List.of(Alerts.alert("s", "t", "ANOMALY_ENDED", "INFO", 3, now)));

    assertThat(last()).hasSize(2);
    assertThat(last()).allMatch(each -> each.path("endsAt").asText().equals(text(now)));
  }

  @Test
  void an_end_that_is_older_than_the_start_does_not_make_the_alert_invalid() throws Exception {
    read(Alerts.silent("s", 0));

    task.put(List.of(Alerts.alert("s", "", "RESUMED", "INFO", 1, Alerts.START.minusSeconds(9))));

    assertThat(last().get(0).path("endsAt")).isEqualTo(last().get(0).path("startsAt"));
  }

  @Test
  void open_alerts_are_sent_again_each_minute() throws Exception {
    read(Alerts.silent("s", 0));
    assertThat(receiver.received).hasSize(1);

    now = now.plusSeconds(30);
    task.put(List.of());
    assertThat(receiver.received).hasSize(1);
    now = now.plusSeconds(30);
    task.put(List.of());

    assertThat(receiver.received).hasSize(2);
    assertThat(sensors(last())).containsExactly("s");
  }

  @Test
  void a_repeated_alert_keeps_its_start() throws Exception {
    read(Alerts.silent("s", 0));

    task.put(List.of(Alerts.alert("s", "", "SILENT", "WARNING", 1, now)));

    assertThat(last().get(0).path("startsAt").asText()).isEqualTo(text(Alerts.START));
  }

  @Test
  void after_an_outage_everything_is_sent() throws Exception {
    read(Alerts.silent("a", 0), Alerts.silent("b", 1));
    receiver.away = true;
    task.put(List.of(Alerts.resumed("a", 2)));
    int attempts = receiver.attempts;
    task.put(List.of(Alerts.silent("c", 3)));
    assertThat(receiver.attempts).as("it waits").isEqualTo(attempts);

    receiver.away = false;
    now = now.plusSeconds(2);
    task.put(List.of());

    assertThat(sensors(last())).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void of_a_refused_request_each_alert_is_sent_alone() throws Exception {
    read(Alerts.silent("a", 0), Alerts.silent("refuse-me", 1), Alerts.silent("c", 2));

    assertThat(receiver.received).hasSize(2);
  }

  @Test
  void what_is_no_alert_is_left_out() {
    read(
        Alerts.text("no record", 0),
        Alerts.alert("s", "", "A_KIND_OF_TOMORROW", "WARNING", 1, Alerts.START));

    assertThat(receiver.attempts).isZero();
  }

  @Test
  void a_stream_that_never_pauses_is_read_all_the_same() throws Exception {
    for (int second = 0; second <= 31; second++) {
      now = now.plusSeconds(1);
      task.put(List.of(Alerts.alert("s", "", "SILENT", "WARNING", second, now)));
    }

    assertThat(sensors(last())).containsExactly("s");
  }

  private void read(SinkRecord... records) {
    task.put(List.of(records));
    poll(30);
  }

  private void poll(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      task.put(List.of());
    }
  }

  private static SinkRecord inPartition1(SinkRecord record) {
    return record.newRecord(
        record.topic(),
        1,
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp());
  }

  private JsonNode last() throws Exception {
    return new ObjectMapper().readTree(receiver.received.get(receiver.received.size() - 1));
  }

  private static List<String> sensors(JsonNode alerts) {
    return alerts.findValuesAsText("sensor_id");
  }

  private static String text(Instant time) {
    return RecordFields.time(time);
  }

  private AlertmanagerSinkTask task() {
    AlertmanagerSinkTask created =
        new AlertmanagerSinkTask(
            config -> receiver, new TestClock(), new PutTime(() -> receiver.nanos));
    created.initialize(context);
    created.start(settings(Map.of()));
    created.open(List.of(PARTITION));
    return created;
  }

  private static Map<String, String> settings(Map<String, String> further) {
    Map<String, String> settings = new HashMap<>(further);
    settings.put("url", "http://localhost:1");
    settings.put("resend.interval.ms", String.valueOf(Duration.ofMinutes(1).toMillis()));
    return settings;
  }

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
