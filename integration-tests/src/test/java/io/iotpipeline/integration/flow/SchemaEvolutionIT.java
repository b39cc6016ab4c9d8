package io.iotpipeline.integration.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.OtherWriter;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SchemaRegistryClient;
import io.iotpipeline.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Devices whose schema of an event is older or newer than that of the pipeline. */
@ExtendWith(SharedStack.class)
class SchemaEvolutionIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  private final TestStack stack;
  private final SchemaRegistryClient registry;

  SchemaEvolutionIT(TestStack stack) {
    this.stack = stack;
    this.registry =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, stack.pipeline().registryUrl())).registry();
  }

  /** In a subject of its own, with the rule that setup gives to the subjects of the topics. */
  @Test
  void the_registry_takes_a_schema_only_if_it_reads_everything_older() {
    String subject = "evolution-value";
    OtherWriter firmware =
        OtherWriter.with("event_id", "sensor_id", "event_time", "measurements", "firmware");
    OtherWriter model =
        OtherWriter.with("event_id", "sensor_id", "event_time", "measurements", "model");
    Schema withoutDefault =
        new Schema.Parser().parse(firmware.schema().toString().replace(",\"default\":null", ""));
    registry.register(subject, Topics.SENSOR_EVENTS.schema());
    registry.setCompatibility(subject, "BACKWARD_TRANSITIVE");

    assertThatThrownBy(() -> registry.register(subject, withoutDefault))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("409", "Incompatible", "firmware");
    assertThat(registry.register(subject, firmware.schema())).isPositive();
    assertThat(registry.register(subject, model.schema())).isPositive();
    assertThatThrownBy(
            () ->
                registry.register(
                    subject, OtherWriter.withFirmware(Topics.SENSOR_EVENTS.schema()).schema()))
        .as("firmware is never null here; the newest version lacks it, the one before may be null")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("409", "Incompatible");
  }

  @Test
  void setup_gives_the_topics_subject_that_rule() {
    OtherWriter firmware =
        OtherWriter.with("event_id", "sensor_id", "event_time", "measurements", "firmware");
    Schema withoutDefault =
        new Schema.Parser().parse(firmware.schema().toString().replace(",\"default\":null", ""));

    assertThatThrownBy(() -> registry.register(Topics.SENSOR_EVENTS.subject(), withoutDefault))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("409", "Incompatible", "firmware");
  }

  /** The streams app decides floods of unknown ids from this list. */
  @Test
  void the_registry_lists_the_ids_of_all_schemas() {
    OtherWriter listed =
        OtherWriter.with("event_id", "sensor_id", "event_time", "measurements", "listed");
    int id = registry.register("evolution-listed", listed.schema());

    assertThat(registry.ids().orElseThrow())
        .contains(id)
        .allSatisfy(each -> assertThat(registry.schema(each)).isPresent());
  }

  @Test
  void events_of_newer_and_older_writers_flow_unless_they_lack_a_field() throws Exception {
    OtherWriter more =
        OtherWriter.with("measurements", "sensor_id", "event_time", "event_id", "model");
    OtherWriter middle =
        OtherWriter.with("event_id", "model", "sensor_id", "event_time", "measurements");
    OtherWriter less = OtherWriter.with("event_id", "event_time", "measurements");

    Change change =
        stack.changeBy(
            () -> {
              try (EventSender sender = new EventSender(stack.pipeline())) {
                for (OtherWriter writer : List.of(more, middle, less)) {
                  int id = registry.register(Topics.SENSOR_EVENTS.subject(), writer.schema());
                  sender.send("evolution-1", writer.event(id, "evolution-1", HOUR, 21.5));
                }
              }
            });

    assertThat(change.of("validated-events")).isEqualTo(2);
    assertThat(change.of("sensor_events rows")).isEqualTo(2);
    assertThat(change.of("rejected-events")).isEqualTo(1);
    assertThat(stack.verbs().succeed("query", "hourly", "evolution-1", "--json"))
        .contains("\"count\":2", "\"mean\":21.5");
    assertThat(stack.verbs().succeed("quarantine", "show", "--sensor=evolution-1"))
        .contains("UNDECODABLE", "does not have the required fields sensor_id");
  }
}
