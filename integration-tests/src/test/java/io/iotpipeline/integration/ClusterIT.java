package io.iotpipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.admin.verify.LiveCounts;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** The pipeline on three Cassandra nodes, of which one is killed and comes back. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ClusterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> CONNECTORS =
      List.of("sensor-events", "hourly-aggregates", "sensor-alerts");

  private final Path root = Path.of(System.getProperty("pipeline.root"));
  private final Path home = root.resolve("integration-tests/target/it-cluster");
  private DevStackConfig config;

  @BeforeAll
  void start() {
    System.setProperty("pipeline.home", home.toString());
    DevStack leftOver = new DevStack(DevStackConfig.load(root, home), System.out);
    leftOver.down();
    leftOver.wipe();
    long started = System.nanoTime();
    assertThat(Said.run("up", "--free-ports", "--cassandra-nodes=3")).isZero();
    System.out.printf("three nodes and all else are up after %.1f s%n", secondsSince(started));
    config = DevStackConfig.load(root, home);
  }

  @AfterAll
  void stop() {
    new DevStack(DevStackConfig.load(root, home), System.out).down();
  }

  @Test
  @Order(1)
  void three_nodes_are_members_and_keep_every_row() {
    Said status = Said.by("cassandra", "status");

    assertThat(status.code()).isZero();
    assertThat(status.text().lines().filter(line -> line.startsWith("UN ")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("100.0%").contains(" 16 "));
    assertThat(Said.by("cql", "--json", "DESCRIBE KEYSPACE iot").text())
        .contains("'datacenter1': '3'");
  }

  @Test
  @Order(2)
  void a_half_applied_file_is_applied_again_and_harms_nothing() {
    try (CqlSession session = CassandraSession.open(config.pipeline())) {
      session.execute("DELETE FROM iot.schema_migrations WHERE number = 4");
      session.execute("DELETE FROM iot.schema_migrations WHERE number = 3");
    }

    assertThat(new TableSetup(config.pipeline()).apply()).startsWith("2 of 4 files");
    assertThat(new TableSetup(config.pipeline()).apply()).startsWith("0 of 4 files");
  }

  @Test
  @Order(3)
  void a_node_that_is_killed_under_load_stops_nothing_and_costs_no_row() throws Exception {
    long sent;
    double away;
    double back;
    try (SteadyLoad load = new SteadyLoad(config, "cluster-", 50, 500)) {
      awaitValidated(1_000);

      assertThat(Said.by("cassandra", "kill-node", "2").code()).isZero();
      long killed = System.nanoTime();
      long withoutIt = validatedSoFar() + 3_000;
      awaitValidated(withoutIt);
      awaitRowsOf(withoutIt);
      assertConnectorsRun();
      assertThat(Said.by("cassandra", "status").code()).isEqualTo(1);
      assertThat(Said.by("query", "hourly", "cluster-00001").code()).as("at QUORUM").isZero();
      Said refused = Said.by("verify");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.text())
          .contains("cassandra-2 is down", "./pipeline cassandra start-node 2");
      away = secondsSince(killed);

      long restarted = System.nanoTime();
      assertThat(Said.by("cassandra", "start-node", "2").code()).isZero();
      back = secondsSince(restarted);
      sent = load.stop();
    }
    Verification after =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);

    System.out.printf(
        "one node of three killed for %.1f s and back after %.1f s: %d events sent, %d rows of %d"
            + " validated%n",
        away,
        back,
        sent,
        after.counts().get("sensor_events rows"),
        after.counts().get("validated-events"));
    assertThat(after.ok()).as(after.toString()).isTrue();
    assertThat(after.counts()).containsEntry("sensor-events", sent);
    assertThat(Said.by("cassandra", "status").code()).isZero();
    assertConnectorsRun();
  }

  @Test
  @Order(4)
  void a_node_that_is_stopped_in_order_comes_back() {
    assertThat(Said.by("cassandra", "stop-node", "3").text()).contains("drained and stopped");
    assertThat(Said.by("cassandra", "stop-node", "3").code()).isEqualTo(1);
    assertThat(Said.by("cassandra", "start-node", "3").code()).isZero();

    assertThat(Said.by("cassandra", "flush").text()).contains("cassandra-3   flushed");
    assertThat(Said.by("status").code()).isZero();
  }

  @Test
  @Order(5)
  void fewer_nodes_are_refused() {
    Said fewer = Said.by("up", "--cassandra-nodes=1");

    assertThat(fewer.code()).isEqualTo(1);
    assertThat(fewer.text()).contains("Cassandra has 3 nodes here", "./pipeline down --wipe");
  }

  @Test
  @Order(6)
  void readings_that_ended_are_never_told_as_lost() throws Exception {
    assertThat(Said.by("up", "--event-ttl=1s").code()).isZero();
    long before = validatedSoFar();
    try (SteadyLoad load = new SteadyLoad(config, "ending-", 5, 500)) {
      awaitValidated(before + 500);
      load.stop();
    }

    Said verify = Said.by("verify", "--wait=20");

    assertThat(verify.code()).isEqualTo(1);
    assertThat(verify.text())
        .containsPattern("ok +input = validated")
        .containsPattern("FAILED validated ids .* can no longer be compared")
        .containsPattern("FAILED rows of hourly_aggregates .* can no longer be recomputed");
  }

  private void assertConnectorsRun() throws Exception {
    ConnectApi connect = new ConnectApi(config.pipeline().connectUrl());
    for (String name : CONNECTORS) {
      ConnectApi.Status status = connect.status(name);
      assertThat(status.allRunning()).as(status.toString()).isTrue();
    }
  }

  private long validatedSoFar() {
    long[] records = {0};
    try (TopicReader reader = new TopicReader(config.pipeline())) {
      for (TopicPartition partition : reader.partitions(Topics.VALIDATED_EVENTS.name())) {
        reader.read(partition, 0, record -> records[0]++);
      }
    }
    return records[0];
  }

  private void awaitValidated(long events) throws InterruptedException {
    await(counts -> counts.records(Topics.VALIDATED_EVENTS) >= events);
  }

  private void awaitRowsOf(long events) throws InterruptedException {
    await(counts -> counts.eventRows() >= events);
  }

  private void await(Predicate<LiveCounts> wanted) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    try (LiveCounts counts = new LiveCounts(config.pipeline(), System.out)) {
      while (!wanted.test(counts)) {
        assertThat(Instant.now()).isBefore(deadline);
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
