package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAlertsTest {

  private static final Instant NOW = Alerts.START.plusSeconds(300);

  private final OpenAlerts alerts = new OpenAlerts(Duration.ofHours(1), 3);

  @Test
  void a_new_alert_replaces_the_one_longest_not_repeated() {
    alerts.read(0);
    List.of("a", "b", "c", "a", "d").forEach(sensor -> add(0, sensor, false));

    assertThat(sensors(9)).containsExactly("a", "c", "d");
    assertThat(alerts.takeLeftOut()).isEqualTo(1);
    assertThat(alerts.takeLeftOut()).isZero();
  }

  @Test
  void a_new_alert_replaces_first_one_that_has_ended() {
    alerts.read(0);
    List.of("a", "b", "c").forEach(sensor -> add(0, sensor, false));
    add(0, "b", true);
    add(0, "d", false);

    assertThat(sensors(9)).containsExactly("a", "c", "d");
    assertThat(alerts.takeLeftOut()).isZero();
  }

  @Test
  void an_alert_that_ended_long_ago_takes_no_room() {
    add(0, "open", false);
    for (int i = 0; i < 100; i++) {
      alerts.add(0, alert("s" + i, false), Alerts.START, NOW);
      alerts.add(0, alert("s" + i, true), NOW.minus(Duration.ofHours(2)), NOW);
    }
    alerts.read(0);

    assertThat(sensors(9)).containsExactly("open");
    assertThat(alerts.size()).isEqualTo(1);
  }

  @Test
  void changes_come_before_repetitions_and_each_alert_once() {
    alerts.read(0);
    List.of("a", "b").forEach(sensor -> add(0, sensor, false));
    alerts.sent(alerts.next(9));
    assertThat(alerts.next(9)).isEmpty();

    alerts.repeatAll(NOW);
    add(0, "b", false);

    assertThat(sensors(9)).containsExactly("b", "a");
    alerts.sent(alerts.next(1));
    assertThat(sensors(9)).containsExactly("a");
  }

  @Test
  void nothing_is_sent_of_a_partition_that_is_forgotten_or_not_yet_read() {
    alerts.read(0);
    add(0, "a", false);
    add(1, "b", false);
    alerts.repeatAll(NOW);
    assertThat(sensors(9)).containsExactly("a");

    alerts.forget(0);
    assertThat(alerts.next(9)).isEmpty();
    assertThat(alerts.size()).isEqualTo(1);
    assertThat(alerts.isRead(0)).isFalse();
  }

  private void add(int partition, String sensor, boolean ends) {
    alerts.add(partition, alert(sensor, ends), NOW, NOW);
  }

  private static SensorAlert alert(String sensor, boolean ends) {
    return new SensorAlert(
        sensor, Alerts.START, "", SensorAlert.Condition.SILENT, ends, "WARNING", "");
  }

  private List<String> sensors(int number) {
    return alerts.next(number).stream()
        .map(each -> alerts.json(each, NOW).replaceAll(".*\"sensor_id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }
}
