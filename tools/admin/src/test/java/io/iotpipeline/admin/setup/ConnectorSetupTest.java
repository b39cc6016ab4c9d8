package io.iotpipeline.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorSetupTest {

  private static final TopicPartition PARTITION = new TopicPartition("alerts", 0);
  private static final String TRACE =
      """
      org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler
      \tat org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator.execute(R.java:259)
      Caused by: org.apache.kafka.connect.errors.DataException: Unknown magic byte!
      \tat io.confluent.connect.avro.AvroConverter.toConnectData(AvroConverter.java:1)
      """;

  private Path root;
  private FakeConnect connect;
  private ConnectorSetup setup;

  /** What each look at the connector's unread records finds: it commits at once. */
  private Supplier<Map<TopicPartition, Long>> unread = Map::of;

  @BeforeEach
  void start(@TempDir Path root) throws IOException {
    connect = new FakeConnect();
    connect.trace(TRACE);
    Path files = Files.createDirectories(root.resolve("connect/connectors"));
    for (String name : List.of("alerts", "events", "hours")) {
      Files.writeString(
          files.resolve(name + ".json"),
          "{\"name\": \"%s\", \"config\": {\"topics\": \"%s\"}}".formatted(name, name));
    }
    this.root = root;
    setup = setup(ConnectionSettings.NONE);
  }

  private ConnectorSetup setup(ConnectionSettings connections) {
    Endpoints endpoints =
        new Endpoints(
            "127.0.0.1:1", "http://127.0.0.1:1", connect.url(), List.of("127.0.0.1:1"), "dc", 1);
    Pipeline pipeline =
        new Pipeline(endpoints, EventTtl.NONE, new DeploymentFiles(root), connections);
    return new ConnectorSetup(
        pipeline,
        (name, topics) ->
            new ConnectorStart(new ConnectApi(pipeline), name, () -> unread.get())
                .withTimeouts(
                    Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofMillis(300)));
  }

  @AfterEach
  void stop() {
    connect.close();
  }

  @Test
  void connectors_are_created_and_run() {
    assertThat(setup.apply()).isEqualTo("alerts RUNNING, events RUNNING, hours RUNNING");
    assertThat(connect.restarted).isEmpty();
  }

  @Test
  void all_are_created_before_the_first_is_waited_for() {
    List<Integer> connectors = new ArrayList<>();
    unread =
        () -> {
          connectors.add(connect.configs().size());
          return Map.of();
        };

    setup.apply();

    assertThat(connectors).isNotEmpty().containsOnly(3);
  }

  @Test
  void the_worker_may_require_a_login_and_all_connectors_get_further_settings() throws IOException {
    connect.requireLogin("Basic dTpw");
    Path secrets = Files.writeString(root.resolve("secrets"), "login=u:p");
    Path file =
        Files.writeString(
            root.resolve("pipeline.properties"),
            """
            connect.basic.auth.user.info=${file:%s:login}
            connector.auth.password=${file:/of/the/worker:key}
            """
                .formatted(secrets));

    assertThatThrownBy(setup::apply)
        .hasMessageContaining("401: set a valid login: connect.basic.auth.user.info");
    setup(ConnectionSettings.read(file)).apply();

    assertThat(connect.configs())
        .hasSize(3)
        .allSatisfy(
            (name, config) ->
                assertThat(config.path("auth.password").asText())
                    .isEqualTo("${file:/of/the/worker:key}"));
  }

  @Test
  void a_notification_has_no_settings_of_cassandra_and_one_to_another_url_stays() throws Exception {
    Path folder = Files.createDirectories(root.resolve("connect/notifications"));
    Files.writeString(
        folder.resolve("pager.json"),
        "{\"name\": \"pager\", \"config\": {\"topics\": \"alerts\", \"url\": \"http://a\"}}");

    assertThat(setup.notify("pager", Map.of("url", "http://b"))).isEqualTo("pager RUNNING");
    assertThat(connect.configs().get("pager").toString())
        .isEqualTo("{\"topics\":\"alerts\",\"url\":\"http://b\",\"name\":\"pager\"}");

    setup.endNotify("pager", "http://a");
    assertThat(connect.configs()).containsKey("pager");
  }

  @Test
  void a_failed_task_is_restarted_once_and_its_cause_is_told() {
    connect.task("alerts", "FAILED");
    connect.taskAfterRestart("alerts", "FAILED", "RESTARTING", "RUNNING");

    String summary = setup.apply();

    assertThat(summary)
        .contains(
            "alerts RUNNING (restarted; it had failed: DataException: Unknown magic byte!)",
            "events RUNNING");
    assertThat(connect.restarted).containsExactly("alerts");
  }

  @Test
  void a_task_that_fails_again_is_reported_and_the_other_connectors_are_created() {
    connect.task("alerts", "FAILED");
    connect.taskAfterRestart("alerts", "RESTARTING", "FAILED");

    assertThatThrownBy(setup::apply)
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Not all connectors run (events RUNNING, hours RUNNING):\n"
                + "  - Connector alerts failed again after a restart:"
                + " DataException: Unknown magic byte!");
    assertThat(connect.configs()).containsOnlyKeys("alerts", "events", "hours");
    assertThat(connect.restarted).containsExactly("alerts");
  }

  @Test
  void a_new_connector_that_fails_at_its_first_records_is_reported() {
    connect.task("alerts", "RUNNING", "RUNNING", "FAILED");
    connect.taskAfterRestart("alerts", "RUNNING", "FAILED");
    unread = () -> Map.of(PARTITION, 7L);

    assertThatThrownBy(setup::apply).hasMessageContaining("alerts failed again after a restart");
  }

  @Test
  void a_connector_that_exists_is_not_asked_for_commits() {
    setup.apply();
    unread =
        () -> {
          throw new AssertionError("reads the topics");
        };

    assertThat(setup.apply()).isEqualTo("alerts RUNNING, events RUNNING, hours RUNNING");
  }

  /** A task is RUNNING until it has read the record that it cannot convert. */
  @Test
  void a_task_that_fails_at_its_first_records_is_not_taken_for_running() {
    connect.task("alerts", "FAILED");
    connect.taskAfterRestart("alerts", "RUNNING", "RUNNING", "FAILED");
    unread = () -> Map.of(PARTITION, 7L);

    assertThatThrownBy(setup::apply).hasMessageContaining("alerts failed again after a restart");
  }

  @Test
  void a_task_that_has_committed_records_runs() {
    connect.task("alerts", "FAILED");
    connect.taskAfterRestart("alerts", "RUNNING");
    List<Map<TopicPartition, Long>> looks =
        new ArrayList<>(List.of(Map.of(PARTITION, 7L), Map.of(PARTITION, 7L)));
    unread = () -> looks.isEmpty() ? Map.of(PARTITION, 9L) : looks.remove(0);

    assertThat(setup.apply()).contains("alerts RUNNING (restarted");
  }

  /** For example without Cassandra, for which a task waits without end. */
  @Test
  void a_task_that_waits_and_commits_nothing_runs() {
    connect.task("alerts", "FAILED");
    connect.taskAfterRestart("alerts", "RUNNING");
    unread = () -> Map.of(PARTITION, 7L);

    assertThat(setup.apply()).contains("alerts RUNNING (restarted");
  }

  @Test
  void a_worker_whose_group_rebalances_is_asked_again() {
    connect.task("alerts", "FAILED");
    connect.taskAfterRestart("alerts", "RUNNING");
    connect.answerRestarts(409, 409);

    assertThat(setup.apply()).contains("alerts RUNNING (restarted");
  }

  @Test
  void a_rejected_configuration_does_not_stop_the_others() {
    connect.answerPut("events", 400);

    assertThatThrownBy(setup::apply)
        .hasMessageContaining("(alerts RUNNING, hours RUNNING)")
        .hasMessageContaining("Connect rejects");
    assertThat(connect.configs()).containsOnlyKeys("alerts", "hours");
  }

  @Test
  void a_stopped_connector_is_reported_with_the_remedy() {
    connect.task("hours", "PAUSED");

    assertThatThrownBy(setup::apply)
        .hasMessageContaining("Connector hours is PAUSED")
        .hasMessageContaining("/connectors/hours/resume");
  }
}
