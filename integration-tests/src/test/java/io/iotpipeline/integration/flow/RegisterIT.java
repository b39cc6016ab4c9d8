package io.iotpipeline.integration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import io.iotpipeline.integration.stack.Waits;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** Sensors that are described, heard, silent and heard again, with the streams app killed. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class RegisterIT {

  private static final String OFTEN = "register-it-often";
  private static final String RARE = "register-it-rare";
  private static final String NEVER = "register-it-never";

  private final TestStack stack;
  private final Verbs verbs;
  private Instant sentAt;
  private Row silent;

  RegisterIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  @BeforeAll
  void send(@TempDir Path folder) throws Exception {
    Path fleet =
        Files.writeString(
            folder.resolve("fleet.csv"),
            """
            sensor_id,name,place,tags,expected_interval
            %s,Often,"cellar, left",register-it;b,1s
            %s,Rare,roof,register-it,1h
            %s,Never,,register-it,1s
            """
                .formatted(OFTEN, RARE, NEVER));
    assertThat(verbs.succeed("sensors", "import", fleet.toString()))
        .contains("Described 3 sensors.");
    verbs.succeed("sensors", "set", RARE, "--owner", "Kim");
    hear();
    sentAt = Instant.now();
    silent = awaitWhileOthersSend(OFTEN, "SILENT");
    verbs.succeed("kill", "streams-app-1");
    stack.restore();
    // So that it stays active while other classes run.
    verbs.succeed("sensors", "set", OFTEN, "--expected-interval", "1h");
    hear();
    await(OFTEN, "ACTIVE");
  }

  private void hear() throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (String sensor : List.of(OFTEN, RARE)) {
        sender.send(EventSender.event(sensor, Instant.now(), Map.of("temperature", 21.5)));
      }
    }
  }

  /** If nothing arrived from the sensors of all other classes, no sensor would count as silent. */
  private Row awaitWhileOthersSend(String sensor, String state) throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      return Waits.await(sensor + " is " + state)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                sender.send(
                    EventSender.event("register-it-other", Instant.now(), Map.of("temp", 1.0)));
                return row(sensor);
              },
              row -> row != null && state.equals(row.getString("state")));
    }
  }

  private Row await(String sensor, String state) {
    return Waits.await(sensor + " is " + state)
        .until(() -> row(sensor), row -> row != null && state.equals(row.getString("state")));
  }

  private Row row(String sensor) {
    try (CqlSession session = stack.session()) {
      return session.execute("SELECT * FROM iot.sensors WHERE sensor_id = ?", sensor).one();
    }
  }

  @Test
  void a_sensor_has_what_was_heard_and_what_was_said() throws Exception {
    JsonNode sensor = verbs.json("sensors", "show", RARE, "--json");

    assertThat(sensor.path("state").asText()).isEqualTo("ACTIVE");
    assertThat(sensor.path("name").asText()).isEqualTo("Rare");
    assertThat(sensor.path("owner").asText()).isEqualTo("Kim");
    assertThat(sensor.path("expected_interval_ms").asLong()).isEqualTo(3_600_000);
    assertThat(sensor.path("readings").path("temperature").asDouble()).isEqualTo(21.5);
    assertThat(sensor.path("units").path("temperature").asText()).isEqualTo("°C");
    assertThat(Instant.parse(sensor.path("first_heard").asText())).isBefore(sentAt);
  }

  @Test
  void sensors_are_found_by_tag_and_state() {
    assertThat(verbs.succeed("sensors", "list", "--tag", "register-it", "--json"))
        .contains(OFTEN, RARE, NEVER);
    assertThat(verbs.succeed("sensors", "list", "--tag", "register-it", "--state", "NEVER_HEARD"))
        .contains(NEVER)
        .doesNotContain(RARE);
  }

  @Test
  void the_silent_sensor_had_its_description() {
    assertThat(silent.getString("place")).isEqualTo("cellar, left");
    assertThat(silent.getSet("tags", String.class)).isEqualTo(Set.of("register-it", "b"));
    assertThat(silent.getString("interval_source")).isEqualTo("GIVEN");
  }

  @Test
  void each_silence_raises_one_alert_and_its_end_another() {
    try (CqlSession session = stack.session()) {
      List<Row> alerts =
          Waits.await("the alerts of " + OFTEN)
              .until(
                  () ->
                      session
                          .execute("SELECT * FROM iot.sensor_alerts WHERE sensor_id = ?", OFTEN)
                          .all(),
                  rows -> rows.stream().anyMatch(row -> kind(row).equals("RESUMED")));

      List<Row> first =
          alerts.stream().filter(row -> !row.getInstant("event_time").isAfter(sentAt)).toList();
      assertThat(first).extracting(RegisterIT::kind).containsExactly("SILENT");
      assertThat(alerts.stream().filter(row -> kind(row).equals("RESUMED"))).hasSize(1);
    }
  }

  private static String kind(Row row) {
    return row.getString("kind");
  }

  @Test
  void a_sensor_that_is_unknown_is_not_in_the_register() {
    assertThat(verbs.run("sensors", "show", "register-it-unknown").text())
        .contains("Sensor register-it-unknown is not in the register.");
    assertThat(verbs.run("query", "hourly", "register-it-unknown").code()).isEqualTo(1);
  }

  @Test
  void the_register_agrees_with_the_events() {
    assertThat(stack.verified().counts()).containsKey("sensors rows");
  }
}
