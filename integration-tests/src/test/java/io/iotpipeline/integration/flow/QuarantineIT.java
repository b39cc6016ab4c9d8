package io.iotpipeline.integration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.OtherWriter;
import io.iotpipeline.integration.stack.ReadSide;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SchemaRegistryClient;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Looking into the quarantine, and replaying what is in it. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class QuarantineIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");
  private static final byte[] UNKNOWN_SCHEMA = {0, 127, 0, 0, 1, 2, 3};
  private static final byte[] ANOTHER_UNKNOWN_SCHEMA = {0, 127, 0, 0, 2, 2, 3};

  private final TestStack stack;
  private final Verbs verbs;

  QuarantineIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  @BeforeAll
  void send() throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      sender.send("quarantine-1", "not Avro".getBytes(StandardCharsets.UTF_8));
      sender.send("quarantine-1", UNKNOWN_SCHEMA);
      sender.send("quarantine-1", new byte[1_000_000]);
      sender.send("quarantine-1", null);
      sender.send(
          EventSender.event("quarantine-2", HOUR, Map.of("temp", Double.POSITIVE_INFINITY)));
      SensorEvent twice = EventSender.event("quarantine-3", HOUR, Map.of("temp", 1.0));
      sender.send(twice);
      sender.send(twice);
    }
    stack.verified();
  }

  @Test
  void list_counts_the_records_by_reason() throws Exception {
    JsonNode list = verbs.json("quarantine", "list", "--sensor=quarantine-1", "--json");
    String text = verbs.succeed("quarantine", "list", "--limit=1000");

    assertThat(list.path("by_reason").findValuesAsText("reason"))
        .containsExactly("MISSING_VALUE", "TOO_LARGE", "UNDECODABLE", "UNKNOWN_SCHEMA");
    assertThat(list.path("records").asLong()).isEqualTo(4);
    assertThat(list.path("replayed").asLong()).isZero();
    assertThat(text).contains("DUPLICATE", "quarantine-1", "quarantine-3");
  }

  @Test
  void show_prints_the_records_whether_they_can_be_decoded_or_not() throws Exception {
    String text =
        verbs.succeed("quarantine", "show", "--reason=UNDECODABLE", "--sensor=quarantine-1");
    String infinite =
        verbs.succeed(
            "quarantine", "show", "--reason=NOT_FINITE", "--sensor=quarantine-2", "--json");
    String origin = new ObjectMapper().readTree(infinite).path("origin").asText();

    assertThat(text).contains("not readable, 8 bytes", "|not Avro|", "key     quarantine-1");
    assertThat(infinite).contains("\"measurements\":{\"temp\":\"Infinity\"}");
    assertThat(verbs.succeed("quarantine", "show", origin)).startsWith(origin + "  NOT_FINITE");
    assertThat(verbs.run("quarantine", "show", "sensor-events/0/999999999").code()).isEqualTo(1);
  }

  @Test
  void an_event_whose_schema_is_registered_later_is_replayed_and_counts_once() throws Exception {
    SchemaRegistryClient registry =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, stack.pipeline().registryUrl())).registry();
    // Ids are given in turn, so the one after this is that of the next schema.
    int laterId =
        registry.register("probe-value", SchemaBuilder.enumeration("Probe").symbols("A")) + 1;
    OtherWriter later = OtherWriter.withFirmware(Topics.SENSOR_EVENTS.schema());
    Change refused =
        stack.changeBy(
            () -> {
              try (EventSender sender = new EventSender(stack.pipeline())) {
                sender.send(
                    "quarantine-later", later.event(laterId, "quarantine-later", HOUR, 21.5));
                sender.send("quarantine-later", UNKNOWN_SCHEMA);
                sender.send("quarantine-later", ANOTHER_UNKNOWN_SCHEMA);
              }
            });
    assertThat(registry.register("later-value", later.schema())).isEqualTo(laterId);
    awaitKnown(laterId, later);

    String dryRun = replay("--dry-run");
    Change replayed =
        stack.changeBy(
            () ->
                assertThat(replay())
                    .contains(
                        "3 replayed", "1 validated", "2 rejected again", "2   UNKNOWN_SCHEMA"));
    Change replayedAgain =
        stack.changeBy(
            () ->
                assertThat(replay())
                    .contains("0 replayed", "3 skipped: replayed by an earlier run")
                    .contains("2 skipped: replayed before and rejected again"));

    assertThat(refused.rejections()).isEqualTo(Map.of("UNKNOWN_SCHEMA", 3L));
    assertThat(dryRun).contains("3 would be replayed");
    assertThat(replayed.of("sensor-events")).isEqualTo(3);
    assertThat(replayed.of("validated-events")).isEqualTo(1);
    assertThat(replayed.of("rejected-events")).as("still unknown").isEqualTo(2);
    assertThat(replayed.of("sensor_events rows")).isEqualTo(1);
    assertThat(verbs.succeed("query", "hourly", "quarantine-later", "--json"))
        .contains("\"count\":1", "\"mean\":21.5");
    assertThat(replayedAgain.after().counts()).isEqualTo(replayedAgain.before().counts());
    assertThat(verbs.succeed("quarantine", "show", "--sensor=quarantine-later", "--limit=1"))
        .contains("header  iot-replay-of = sensor-events/");
  }

  private String replay(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "quarantine", "replay", "--reason=UNKNOWN_SCHEMA", "--sensor=quarantine-later"));
    args.addAll(List.of(options));
    return verbs.succeed(args.toArray(String[]::new));
  }

  /**
   * Sends events of another sensor until one is accepted: the app remembers for some seconds that
   * the registry does not have a schema.
   */
  private void awaitKnown(int schemaId, OtherWriter writer) throws Exception {
    ReadSide probe =
        new ReadSide(stack.server("streams-app").address(), List.of("quarantine-probe"));
    try (EventSender sender = new EventSender(stack.pipeline())) {
      Waits.await("the streams app knows schema " + schemaId)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                sender.send(
                    "quarantine-probe", writer.event(schemaId, "quarantine-probe", HOUR, 21.5));
                return probe.ask();
              },
              ReadSide.Round::allActive);
    }
  }
}
