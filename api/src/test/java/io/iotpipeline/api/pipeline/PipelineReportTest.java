package io.iotpipeline.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReportTest {

  private static final long SECOND = 1_000_000_000;

  private static final KafkaSample KAFKA =
      new KafkaSample(
          Map.of("sensors", new TopicCounts(10, 10)),
          List.of(
              new GroupCounts("app", "sensor-events", 1, 0),
              new GroupCounts("connect-sensors", "sensors", 7, 3),
              new GroupCounts("connect-gone", "sensors", 4, 6)),
          List.of("kafka:9092"));

  private final PipelineReport report = new PipelineReport("app");

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

  /** A topic of 20 offsets, half of them markers. */
  private static PipelineReport.Samples sample(long read, long position, RecordCount rejected) {
    KafkaSample kafka =
        new KafkaSample(
            Map.of(
                "sensor-events", new TopicCounts(20, 20),
                "validated-events", new TopicCounts(2 * position, 2 * position),
                "rejected-events", new TopicCounts(2 * read, 2 * read)),
            List.of(new GroupCounts("app", "sensor-events", position, 0)),
            List.of());
    return new PipelineReport.Samples(
        Optional.of(kafka),
        Optional.empty(),
        List.of(),
        Map.of(),
        Map.of("rejected-events", rejected));
  }

  private static PipelineReport.Samples sample(long read, long position) {
    return sample(read, position, new RecordCount(OptionalLong.of(read), read));
  }

  private static JsonNode named(JsonNode stages, String name) {
    return StreamSupport.stream(stages.spliterator(), false)
        .filter(stage -> stage.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void offsets_are_not_called_records() {
    JsonNode stages = report.of(sample(4, 0), Instant.EPOCH, 1).path("stages");

    assertThat(named(stages, "rejected-events").path("records").asLong()).isEqualTo(4);
    assertThat(named(stages, "rejected-events").path("offsets").asLong()).isEqualTo(8);
    assertThat(named(stages, "sensor-events").path("records").isNull()).isTrue();
    assertThat(named(stages, "sensor-events").path("offsets").asLong()).isEqualTo(20);
  }

  @Test
  void records_that_are_not_all_known_are_not_counted() {
    PipelineReport.Samples samples = sample(4, 0, new RecordCount(OptionalLong.empty(), 4));

    JsonNode stages = report.of(samples, Instant.EPOCH, 1).path("stages");

    assertThat(named(stages, "rejected-events").path("records").isNull()).isTrue();
  }

  @Test
  void the_rate_of_rejected_records_is_without_markers() {
    var unused = report.of(sample(0, 0), Instant.EPOCH, 0);

    JsonNode later = report.of(sample(4, 5), Instant.EPOCH, SECOND);

    assertThat(named(later.path("stages"), "rejected-events").path("rate").asDouble()).isEqualTo(4);
    assertThat(
            StreamSupport.stream(later.path("arrows").spliterator(), false)
                .filter(arrow -> arrow.path("to").asText().equals("rejected-events"))
                .map(arrow -> arrow.path("rate").asDouble()))
        .containsExactly(4.0);
  }

  @Test
  void the_rate_of_validated_events_is_what_was_read_and_not_rejected() {
    var unused = report.of(sample(0, 0), Instant.EPOCH, 0);

    JsonNode later = report.of(sample(4, 15), Instant.EPOCH, SECOND);

    assertThat(named(later.path("stages"), "validated-events").path("rate").asDouble())
        .isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({"4, 5, 0.8", "1, 100000, 0.00001", "0, 5, 0", "8, 5, 1"})
  void the_share_of_rejected_records_is_of_those_that_the_app_has_read_in_the_same_time(
      long rejected, long read, double share) {
    var unused = report.of(sample(0, 0), Instant.EPOCH, 0);

    JsonNode later = report.of(sample(rejected, read), Instant.EPOCH, SECOND);

    assertThat(later.path("rejected_share").asDouble()).isEqualTo(share);
    assertThat(later.path("rejected_share").isNull()).isFalse();
  }

  @Test
  void without_input_there_is_no_share_of_rejected_records() {
    var unused = report.of(sample(0, 7), Instant.EPOCH, 0);

    JsonNode later = report.of(sample(4, 7), Instant.EPOCH, SECOND);

    assertThat(later.path("rejected_share").isNull()).isTrue();
  }

  private JsonNode with(NodeState node, String now) {
    return report.of(
        new PipelineReport.Samples(
            Optional.empty(), Optional.empty(), List.of(node), Map.of(), Map.of()),
        Instant.parse(now),
        1);
  }

  @Test
  void a_server_is_down_since_it_was_seen_so_first() {
    NodeState up = new NodeState("gateway", "http://g", true, "");
    NodeState down = new NodeState("gateway", "http://g", false, "cannot be reached");
    JsonNode before = with(down, "2026-11-27T09:00:00Z");
    JsonNode between = with(up, "2026-11-27T09:30:00Z");
    var unused = with(down, "2026-11-27T10:00:00.120Z");

    JsonNode later = with(down, "2026-11-27T10:05:00Z");

    assertThat(later.at("/problems/0").asText())
        .isEqualTo(
            "gateway at http://g is down since 2026-11-27T10:00:00Z: cannot be reached;"
                + " ./pipeline status shows why, ./pipeline logs SERVER its log");
    assertThat(later.at("/nodes/0/down_since").asText()).isEqualTo("2026-11-27T10:00:00.120Z");
    assertThat(before.at("/nodes/0/down_since").asText()).isEqualTo("2026-11-27T09:00:00.000Z");
    assertThat(between.at("/nodes/0").has("down_since")).isFalse();
  }

  private static List<String> readers(Optional<List<Connector>> connectors) {
    JsonNode report =
        new PipelineReport("app")
            .of(
                new PipelineReport.Samples(
                    Optional.of(KAFKA), connectors, List.of(), Map.of(), Map.of()),
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
