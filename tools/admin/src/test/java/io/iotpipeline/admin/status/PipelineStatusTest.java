package io.iotpipeline.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.ConnectApi;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineStatusTest {

  private static final PipelineStatus.Service KAFKA =
      new PipelineStatus.Service("kafka", "UP", 17L, 300L, "127.0.0.1:9092", "kafka.log");

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
        new PipelineStatus.Service("kafka", "NOT READY", 17L, null, "127.0.0.1:9092", "kafka.log");

    assertThat(status(busy, "RUNNING").ok()).isFalse();
  }

  @Test
  void is_not_ok_without_connectors() {
    assertThat(new PipelineStatus(List.of(KAFKA), List.of(), List.of()).ok()).isFalse();
  }

  private static PipelineStatus status(PipelineStatus.Service service, String task) {
    return new PipelineStatus(
        List.of(service),
        List.of(),
        List.of(new ConnectApi.Status("sensor-events", "RUNNING", List.of(task), null)));
  }
}
