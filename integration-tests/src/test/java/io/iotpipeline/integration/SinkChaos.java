package io.iotpipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What the sink does when three Cassandra nodes, or its worker, are killed or stopped under load:
 * no row is lost, no task fails, and the log stays small. It takes ten minutes, so it runs in the
 * profile {@code chaos} alone; {@link SinkIT} and {@link ClusterIT} have the shorter cases.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SinkChaos {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int RATE = 1_000;
  private static final long LOG_LIMIT = 1_000_000;
  private static final List<String> CONNECTORS =
      List.of("sensor-events", "hourly-aggregates", "sensor-alerts");
  private static final String AWAY = "Cassandra is unavailable";

  private final Path root = Path.of(System.getProperty("pipeline.root"));
  private final Path home = root.resolve("integration-tests/target/it-chaos");
  private DevStackConfig config;
  private Admin admin;

  /** Something that happens to the servers while events arrive. */
  private interface Blow {
    void strike() throws Exception;
  }

  @BeforeAll
  void start() {
    System.setProperty("pipeline.home", home.toString());
    DevStack leftOver = new DevStack(DevStackConfig.load(root, home), System.out);
    leftOver.down();
    leftOver.wipe();
    assertThat(Said.run("up", "--free-ports", "--cassandra-nodes=3")).isZero();
    config = DevStackConfig.load(root, home);
    admin = Admin.create(Map.of("bootstrap.servers", config.pipeline().bootstrapServers()));
  }

  @AfterAll
  void stop() {
    admin.close();
    new DevStack(DevStackConfig.load(root, home), System.out).down();
  }

  @Test
  @Order(1)
  void one_node_of_three_is_killed_and_nobody_notices() throws Exception {
    String log =
        underLoad(
            "one node of three killed for 30 s",
            () -> {
              run("cassandra", "kill-node", "2");
              long rows = rows();
              letPass(Duration.ofSeconds(30));
              assertThat(rows()).as("rows go on").isGreaterThan(rows + 10 * RATE);
              run("cassandra", "start-node", "2");
            });

    assertThat(log).contains("is down", "is up").doesNotContain(AWAY, "ERROR");
  }

  @Test
  @Order(2)
  void all_nodes_are_stopped_for_two_minutes() throws Exception {
    String log =
        underLoad(
            "all nodes stopped for 120 s",
            () -> {
              for (int node = 3; node >= 1; node--) {
                run("cassandra", "stop-node", String.valueOf(node));
              }
              letPass(Duration.ofMinutes(2));
              run("up");
            });

    assertThat(log).contains(AWAY, "Cassandra is available again");
  }

  @Test
  @Order(3)
  void all_nodes_are_killed() throws Exception {
    String log =
        underLoad(
            "all nodes killed",
            () -> {
              for (int node = 1; node <= 3; node++) {
                run("cassandra", "kill-node", String.valueOf(node));
              }
              letPass(Duration.ofSeconds(10));
              run("up");
            });

    assertThat(log).contains(AWAY);
  }

  @Test
  @Order(4)
  void the_worker_is_killed() throws Exception {
    underLoad(
        "the Connect worker killed",
        () -> {
          run("kill", "connect");
          letPass(Duration.ofSeconds(5));
          run("up");
        });
  }

  /**
   * Lets something happen while events arrive, and afterwards finds every row.
   *
   * @return what the worker wrote to its log from the beginning of it to the end
   */
  private String underLoad(String what, Blow blow) throws Exception {
    Verification before =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    long logBefore = Files.size(connectLog());
    long sent;
    try (SteadyLoad load = new SteadyLoad(config, "chaos-", 100, RATE)) {
      awaitRowsBeyond(rows() + 5L * RATE);
      blow.strike();
      assertConnectorsRun();
      awaitRowsBeyond(rows() + 5L * RATE);
      sent = load.stop();
    }
    long stopped = System.nanoTime();
    Verification after =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    double settled = (System.nanoTime() - stopped) / 1e9;

    byte[] log = Files.readAllBytes(connectLog());
    int written = log.length - (int) logBefore;
    System.out.printf(
        "%s: %d events sent, every row there %.1f s after the last; the worker wrote %,d bytes of"
            + " log%n",
        what, sent, settled, written);
    assertThat(after.ok()).as(after.toString()).isTrue();
    assertThat(after.counts().get("sensor-events") - before.counts().get("sensor-events"))
        .isEqualTo(sent);
    assertConnectorsRun();
    assertThat(written).as("bytes of log").isLessThan((int) LOG_LIMIT);
    return new String(log, (int) logBefore, written, StandardCharsets.UTF_8);
  }

  private static void run(String... args) {
    assertThat(Said.run(args)).as(String.join(" ", args)).isZero();
  }

  private void assertConnectorsRun() throws Exception {
    ConnectApi connect = new ConnectApi(config.pipeline().connectUrl());
    for (String name : CONNECTORS) {
      ConnectApi.Status status = connect.status(name);
      assertThat(status.allRunning()).as(status.toString()).isTrue();
    }
  }

  /** The length of an outage, not a wait for something to happen. */
  private static void letPass(Duration time) {
    Instant end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.between(Instant.now(), end).toNanos());
    }
  }

  private void awaitRowsBeyond(long rows) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (rows() < rows) {
      assertThat(Instant.now()).as("rows are at %d of %d", rows(), rows).isBefore(deadline);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  /** Events that the sink has written and committed. */
  private long rows() throws Exception {
    return admin
        .listConsumerGroupOffsets("connect-sensor-events")
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  private Path connectLog() {
    return home.resolve("connect/connect.log");
  }
}
