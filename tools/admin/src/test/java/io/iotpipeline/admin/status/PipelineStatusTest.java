package io.iotpipeline.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.schemas.PartitionCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineStatusTest {

  private static final PipelineStatus.Service KAFKA =
      new PipelineStatus.Service(
          "kafka", "UP", 17L, null, 300L, "127.0.0.1:9092", "kafka.log", null);

  @Test
  void json_of_a_connector_has_its_name_state_and_tasks_only() {
    JsonNode json = new ObjectMapper().valueToTree(status(KAFKA, "RUNNING"));

    assertThat(json.at("/connectors/0").toString())
        .isEqualTo("{\"name\":\"sensor-events\",\"state\":\"RUNNING\",\"tasks\":[\"RUNNING\"]}");
    assertThat(json.path("ok").asBoolean()).isTrue();
  }

  @Test
  void is_ok_if_all_servers_and_tasks_run() {
    assertThat(status(KAFKA, "RUNNING").ok()).isTrue();
    assertThat(status(KAFKA, "FAILED").ok()).isFalse();
  }

  @Test
  void is_not_ok_while_a_server_does_not_answer() {
    PipelineStatus.Service busy =
        new PipelineStatus.Service(
            "kafka", "NOT READY", 17L, null, null, "127.0.0.1:9092", "kafka.log", "no answer");

    assertThat(status(busy, "RUNNING").ok()).isFalse();
  }

  @Test
  void is_not_ok_without_connectors() {
    assertThat(new PipelineStatus(List.of(KAFKA), List.of(), List.of(), List.of()).ok()).isFalse();
  }

  @Test
  void a_failed_task_has_its_root_cause_in_one_line() {
    ConnectApi.Status failed =
        new ConnectApi.Status(
            "sensor-events",
            "RUNNING",
            List.of("RUNNING", "FAILED"),
            "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded\n\tat x.Y\n"
                + "Caused by: java.net.ConnectException: Connection refused\n\t... 3 more");

    assertThat(failed.error()).isEqualTo("ConnectException: Connection refused");
    assertThat(new ObjectMapper().valueToTree(failed).toString())
        .isEqualTo(
            "{\"name\":\"sensor-events\",\"state\":\"RUNNING\","
                + "\"tasks\":[\"RUNNING\",\"FAILED\"],"
                + "\"error\":\"ConnectException: Connection refused\"}");
  }

  @Test
  void a_thread_belongs_to_the_instance_whose_name_its_client_id_begins_with() {
    List<PipelineStatus.Service> services =
        List.of(KAFKA, app("streams-app-1", "http://127.0.0.1:8090"), app("streams-app-11", "x"));

    assertThat(
            PipelineStatus.Member.of(
                "streams-app-1-StreamThread-2-consumer", "/127.0.0.1", List.of(3), services))
        .isEqualTo(
            new PipelineStatus.Member(
                "streams-app-1-StreamThread-2-consumer",
                "streams-app-1",
                "http://127.0.0.1:8090",
                List.of(3)));
  }

  @Test
  void a_thread_of_an_instance_elsewhere_has_its_host() {
    assertThat(
            PipelineStatus.Member.of(
                "iot-streams-app-1a44-StreamThread-1-consumer", "/10.0.0.7", List.of(), List.of()))
        .isEqualTo(
            new PipelineStatus.Member(
                "iot-streams-app-1a44-StreamThread-1-consumer", null, "10.0.0.7", List.of()));
  }

  @Test
  void partitions_that_stop_the_streams_app_are_an_error_and_others_a_warning() {
    List<PipelineStatus.Problem> conflict =
        PipelineStatus.problems(counts(Map.of("sensor-events", 24, StreamsGroup.CHANGELOG, 12)));
    List<PipelineStatus.Problem> deviation =
        PipelineStatus.problems(counts(Map.of("sensor-events", 3)));

    assertThat(conflict)
        .extracting(PipelineStatus.Problem::severity)
        .containsExactly(PipelineStatus.Severity.ERROR);
    assertThat(withProblems(conflict).ok()).isFalse();
    assertThat(deviation)
        .extracting(PipelineStatus.Problem::severity)
        .containsExactly(PipelineStatus.Severity.WARNING);
    assertThat(withProblems(deviation).ok()).isTrue();
  }

  private static PartitionCounts counts(Map<String, Integer> counts) {
    return new PartitionCounts(counts, StreamsGroup.CHANGELOG);
  }

  private static PipelineStatus.Service app(String name, String address) {
    return new PipelineStatus.Service(name, "UP", 18L, null, null, address, null, null);
  }

  private static PipelineStatus withProblems(List<PipelineStatus.Problem> problems) {
    PipelineStatus well = status(KAFKA, "RUNNING");
    return new PipelineStatus(well.services(), well.streamsMembers(), well.connectors(), problems);
  }

  private static PipelineStatus status(PipelineStatus.Service service, String task) {
    return new PipelineStatus(
        List.of(service),
        List.of(),
        List.of(new ConnectApi.Status("sensor-events", "RUNNING", List.of(task), null)),
        List.of());
  }
}
