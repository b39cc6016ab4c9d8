package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.Connectors;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.ServerLog;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import io.iotpipeline.integration.stack.Waits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code up} and {@code setup} repair what they can beside a sink task that cannot work. The task
 * belongs to a connector that only this class has: its topic has a record that is not JSON.
 */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class RepairIT {

  private static final String BROKEN = "repair";
  private static final TopicPartition PARTITION = new TopicPartition(BROKEN, 0);
  private static final String CONNECTOR =
      """
      {
        "name": "repair",
        "config": {
          "connector.class": "CassandraSinkConnector",
          "tasks.max": "1",
          "topics": "repair",
          "value.converter": "org.apache.kafka.connect.json.JsonConverter",
          "value.converter.schemas.enable": "false",
          "topic.repair.repair.readings.mapping": "id=key, n=value.n"
        }
      }
      """;

  private final TestStack stack;
  private final Connectors connectors;
  private Admin admin;

  /** The verbs of a checkout that has one connector more. */
  private Verbs verbs;

  private Path checkout;
  private Verbs.Result up;

  RepairIT(TestStack stack) {
    this.stack = stack;
    this.connectors = Connectors.of(stack);
  }

  @BeforeAll
  void up_beside_a_task_that_cannot_work(@TempDir Path folder) throws Exception {
    admin = KafkaClients.admin(stack.pipeline());
    checkout = checkoutWithBrokenConnector(folder);
    verbs = new Verbs(checkout, stack.home());
    try (CqlSession session = stack.session()) {
      session.execute(
          "CREATE KEYSPACE repair WITH replication ="
              + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
      session.execute("CREATE TABLE repair.readings (id text PRIMARY KEY, n int)");
    }
    TopicSetup.create(admin, List.of(new NewTopic(BROKEN, Optional.of(1), Optional.empty())));
    sendPoison();
    verbs.succeed("kill", "streams-app-1");

    up = verbs.run("up");
  }

  private static Path checkoutWithBrokenConnector(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(Checkout.ROOT)) {
      for (Path each : all.filter(path -> !path.endsWith("connect")).toList()) {
        Files.createSymbolicLink(folder.resolve(each.getFileName()), each);
      }
    }
    Path connect = Checkout.ROOT.resolve("connect");
    Path connectors = Files.createDirectories(folder.resolve("connect/connectors"));
    for (String same : List.of("cassandra-sink", "notification-sink", "notifications")) {
      Files.createSymbolicLink(folder.resolve("connect").resolve(same), connect.resolve(same));
    }
    try (Stream<Path> files = Files.list(connect.resolve("connectors"))) {
      for (Path file : files.toList()) {
        Files.copy(file, connectors.resolve(file.getFileName()));
      }
    }
    Files.writeString(connectors.resolve("repair.json"), CONNECTOR);
    return folder;
  }

  @AfterAll
  void restore() throws Exception {
    connectors.delete(BROKEN);
    admin.deleteTopics(List.of(BROKEN)).all().get();
    admin.close();
    try (CqlSession session = stack.session()) {
      session.execute("DROP KEYSPACE repair");
    }
    stack.restore();
  }

  @Test
  void up_starts_the_app_and_reports_the_task_that_cannot_work() throws Exception {
    assertThat(up.code()).isEqualTo(1);
    assertThat(up.text().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("Connector repair failed again after a restart: ")
                    .contains("serialization error"))
        .noneMatch(line -> line.contains("\tat ") || line.contains(" stopped"));
    assertThat(new ServerProcess(stack.server("streams-app-1")).status().state()).isEqualTo("UP");
    connectors.assertPipelineRuns();
  }

  @Test
  void setup_completes_the_rest_and_reports_the_task_that_cannot_work(@TempDir Path anotherHome)
      throws Exception {
    sendPoison();
    awaitFailed();
    DevStackConfig config = stack.config();
    Verbs remote = new Verbs(checkout, anotherHome);

    Verbs.Result setup =
        remote.run(
            "setup",
            "--bootstrap-servers=" + config.pipeline().bootstrapServers(),
            "--schema-registry-url=" + config.pipeline().registryUrl(),
            "--connect-url=" + config.pipeline().connectUrl(),
            "--cassandra=127.0.0.1:" + config.ports().cassandra());

    assertThat(setup.code()).isEqualTo(1);
    assertThat(setup.text())
        .contains("Connector repair failed again after a restart", "sensor-events RUNNING");
    assertThat(remote.run("status").text()).contains("repair", "FAILED", "sensor-events");
  }

  /** The sink waits for the registry, which the other task did not: its cause is gone meanwhile. */
  @Test
  @Tag("chaos")
  void up_starts_the_registry_and_a_failed_task_and_the_rows_that_waited_arrive() throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      send(sender, 1); // The sender and the streams app then know the schema.
      sendPoison();
      awaitFailed();
      Verbs.Result[] repaired = new Verbs.Result[1];

      Change change =
          stack.changeBy(
              () -> {
                ServerLog log = new ServerLog(stack.server("connect"));
                verbs.succeed("kill", "registry");
                connectors.restart("sensor-events");
                send(sender, 20);
                Waits.await("the sink waits for the registry")
                    .until(
                        log::added,
                        text ->
                            text.contains(
                                "registry does not answer for a record of topic validated-events"));
                assertThat(connectors.status("sensor-events").failed()).isFalse();
                deleteRecords();
                repaired[0] = verbs.run("up");
              });

      assertThat(repaired[0].code()).as(repaired[0].text()).isZero();
      assertThat(repaired[0].text()).contains("repair RUNNING (restarted; it had failed: ");
      assertThat(change.of("sensor_events rows")).isEqualTo(20);
    }
  }

  private static void send(EventSender sender, int events) throws Exception {
    for (int n = 0; n < events; n++) {
      sender.send(EventSender.event("repair-1", Instant.now(), Map.of("temp", 20.0 + n)));
    }
    sender.flush();
  }

  private void sendPoison() throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.pipeline().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(BROKEN, "poison", "not JSON")).get();
    }
  }

  private void deleteRecords() throws Exception {
    admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(-1))).all().get();
  }

  private void awaitFailed() {
    Waits.await("connector repair has failed")
        .until(() -> connectors.status(BROKEN).failed(), failed -> failed);
  }
}
