package io.iotpipeline.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PipelineReportTest {

  private static final KafkaSample KAFKA =
      new KafkaSample(
          Map.of("sensors", new TopicCounts(10, 10)),
          List.of(
              new GroupCounts("app", "sensor-events", 1, 0),
              new GroupCounts("connect-sensors", "sensors", 7, 3),
              new GroupCounts("connect-gone", "sensors", 4, 6)),
          List.of("kafka:9092"));

  /** A login of Connect may change connectors, so an API may have none. */
  @Test
  void without_connect_the_lags_are_those_of_the_groups_that_there_are() {
    assertThat(readers(Optional.empty()))
        .containsExactly("app", "connect gone 6", "connect sensors 3");
  }

  @Test
  void with_connect_they_are_those_of_its_connectors() {
    List<Connector> connectors = List.of(new Connector("sensors", "RUNNING", List.of()));

    assertThat(readers(Optional.of(connectors))).containsExactly("app", "connect sensors 3");
  }

  private static List<String> readers(Optional<List<Connector>> connectors) {
    JsonNode report =
        new PipelineReport("app")
            .of(
                new PipelineReport.Samples(Optional.of(KAFKA), connectors, List.of(), Map.of()),
                Instant.EPOCH,
                1);
    return StreamSupport.stream(report.path("arrows").spliterator(), false)
        .filter(arrow -> arrow.has("lag"))
        .map(
            arrow ->
                arrow.path("to").asText().startsWith("connect")
                    ? arrow.path("to").asText().replace(':', ' ') + " " + arrow.path("lag").asLong()
                    : "app")
        .toList();
  }
}
