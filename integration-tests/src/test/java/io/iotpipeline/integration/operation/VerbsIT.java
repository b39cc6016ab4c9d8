package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.server.Alertmanager;
import io.iotpipeline.devstack.server.Prometheus;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import io.iotpipeline.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that show what a pipeline holds and how it is. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class VerbsIT {

  private final TestStack stack;
  private final Verbs verbs;

  VerbsIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  @BeforeAll
  void send() throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      send(sender, "verbs-1", "2024-03-01T09:58:00Z", 18.5);
      send(sender, "verbs-1", "2024-03-01T09:59:30Z", 18.75);
      send(sender, "verbs-1", "2024-03-01T10:00:00Z", 19.0);
      send(sender, "verbs-2", "2024-03-01T10:00:00Z", 21.5);
      send(sender, "verbs-2", "2024-03-01T10:59:59.999Z", 22.5);
    }
    stack.verified();
  }

  private static void send(EventSender sender, String sensor, String time, double temp) {
    sender.send(EventSender.event(sensor, Instant.parse(time), Map.of("temp", temp)));
  }

  @Test
  void query_shows_the_hours_the_events_and_the_alerts_of_a_sensor() {
    assertThat(verbs.succeed("query", "hourly", "verbs-1", "--metric", "temp", "--json"))
        .contains("\"window_start\":\"2024-03-01T10:00:00Z\"", "\"mean\":19.0");
    assertThat(verbs.succeed("query", "events", "verbs-2"))
        .contains("2024-03-01T10:59:59.999Z", "(2 rows)");
    assertThat(verbs.succeed("query", "alerts", "verbs-1", "--severity", "CRITICAL"))
        .contains("(0 rows)");
  }

  @Test
  void cql_shows_rows_as_json() {
    assertThat(
            verbs.succeed(
                "cql",
                "--json",
                "SELECT day, event_time FROM iot.sensor_events"
                    + " WHERE sensor_id = 'verbs-1' AND day = '2024-03-01' AND hour = 0 LIMIT 1"))
        .contains("{\"day\":\"2024-03-01\",\"event_time\":\"2024-03-01T09:58:00Z\"}");
  }

  @Test
  void status_and_verify_have_a_form_for_programs() {
    assertThat(verbs.awaitSuccess("status", "--json")).contains("\"ok\" : true", "\"client_id\"");
    assertThat(verbs.succeed("verify", "--json")).contains("\"ok\" : true");
  }

  @Test
  void status_says_which_instance_of_the_streams_app_has_which_partitions() throws Exception {
    stack.verbs().awaitSuccess("status");

    JsonNode threads = verbs.json("status", "--json").path("streams_app");

    assertThat(threads.findValuesAsText("instance"))
        .hasSize(2)
        .containsOnly(stack.server("streams-app-1").name());
    assertThat(threads.findValuesAsText("address"))
        .containsOnly(stack.server("streams-app-1").address());
    assertThat(threads.findValues("partitions").stream().mapToInt(JsonNode::size).sum())
        .isEqualTo(Topics.SENSOR_EVENTS.partitions());
  }

  @Test
  void kafkas_tools_and_the_logs_of_servers_are_at_hand() {
    verbs.succeed("kafka", "topics", "--describe", "--topic", "sensor-events");
    verbs.succeed("logs", "streams-app", "-n", "1");
  }

  /** It reads a file, so the brokers may be down; the other home folder has none. */
  @Test
  void dump_log_needs_no_broker(@TempDir Path otherHome) throws Exception {
    new Verbs(otherHome).succeed("kafka", "dump-log", "--files", anySegment().toString());
  }

  private Path anySegment() throws Exception {
    try (Stream<Path> files = Files.walk(stack.server("kafka").folder())) {
      return files
          .filter(file -> file.getParent().getFileName().toString().equals("sensor-events-0"))
          .filter(file -> file.toString().endsWith(".log"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void servers_write_their_log_and_print_next_to_nothing() throws Exception {
    for (Server server : new DevStack(stack.config(), System.out).servers()) {
      if (!List.of(Prometheus.NAME, Alertmanager.NAME).contains(server.name())) { // they only print
        assertThat(server.log()).isNotEmptyFile();
      }
      verbs.succeed("logs", server.name(), "-n", "1");
      assertThat(Files.size(server.output())).as(server.name()).isLessThan(10_000);
    }
  }

  @Test
  void the_exit_code_is_1_for_what_fails_and_2_for_wrong_usage() {
    assertThat(verbs.run("cql", "SELECT nothing FROM nowhere.at_all").code()).isEqualTo(1);
    assertThat(verbs.run("logs", "no-such-server").code()).isEqualTo(2);
  }
}
