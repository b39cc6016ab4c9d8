package io.iotpipeline.integration.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.Connectors;
import io.iotpipeline.integration.stack.Progress;
import io.iotpipeline.integration.stack.ServerLog;
import io.iotpipeline.integration.stack.SharedCluster;
import io.iotpipeline.integration.stack.SteadyLoad;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sink while three Cassandra nodes, or its Connect worker, are killed or stopped under load: no
 * row is lost, no task fails, and the log stays small. The tests take ten minutes, so they run in
 * the Maven profile {@code chaos} only; {@code SinkIT} and {@link ClusterIT} have shorter cases.
 */
@ExtendWith(SharedCluster.class)
@Tag("chaos")
class SinkOutageIT {

  private static final int RATE = 1_000;
  private static final int LOG_LIMIT = 1_000_000;
  private static final String OUTAGE = "Cassandra is unavailable";

  private final TestStack stack;
  private final Verbs verbs;

  SinkOutageIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  /** What happens to the servers while events arrive. */
  private interface Failure {
    void happen(Progress progress) throws Exception;
  }

  /** Only a test that failed leaves something to start. */
  @AfterEach
  void restore() {
    stack.restore();
  }

  @Test
  void one_node_of_three_is_killed_and_writes_go_on() throws Exception {
    String log =
        underLoad(
            "one node of three killed for 30 s",
            progress -> {
              verbs.succeed("cassandra", "kill-node", "2");
              long written = progress.writtenEvents();
              letPass(Duration.ofSeconds(30));
              assertThat(progress.writtenEvents())
                  .as("events written, %d before", written)
                  .isGreaterThan(written + 10 * RATE);
              verbs.succeed("cassandra", "start-node", "2");
            });

    assertThat(log).contains("is down", "is up").doesNotContain(OUTAGE, "ERROR");
  }

  @Test
  void all_nodes_are_stopped_for_two_minutes() throws Exception {
    String log =
        underLoad(
            "all nodes stopped for 120 s",
            progress -> {
              for (int node = 3; node >= 1; node--) {
                verbs.succeed("cassandra", "stop-node", String.valueOf(node));
              }
              letPass(Duration.ofMinutes(2));
              verbs.succeed("up");
            });

    assertThat(log).contains(OUTAGE, "Cassandra is available again");
  }

  @Test
  void all_nodes_are_killed() throws Exception {
    String log =
        underLoad(
            "all nodes killed",
            progress -> {
              for (int node = 1; node <= 3; node++) {
                verbs.succeed("cassandra", "kill-node", String.valueOf(node));
              }
              letPass(Duration.ofSeconds(10));
              verbs.succeed("up");
            });

    assertThat(log).contains(OUTAGE);
  }

  @Test
  void the_worker_is_killed() throws Exception {
    underLoad(
        "the Connect worker killed",
        progress -> {
          verbs.succeed("kill", "connect");
          letPass(Duration.ofSeconds(5));
          verbs.succeed("up");
        });
  }

  /**
   * Lets something fail while events arrive, and afterwards finds every row.
   *
   * @return what the worker wrote to its log meanwhile
   */
  private String underLoad(String what, Failure failure) throws Exception {
    ServerLog log = new ServerLog(stack.server("connect"));
    AtomicLong sent = new AtomicLong();
    AtomicLong stopped = new AtomicLong();

    Change change =
        stack.changeBy(
            () -> {
              try (SteadyLoad load = new SteadyLoad(stack.config(), "outage-", 100, RATE);
                  Progress progress = new Progress(stack.pipeline())) {
                progress.awaitWritten(5L * RATE);
                failure.happen(progress);
                Connectors.of(stack).assertPipelineRuns();
                progress.awaitWritten(5L * RATE);
                sent.set(load.stop());
                stopped.set(System.nanoTime());
              }
            });

    String written = log.added();
    TestLog.print(
        ("%s: %,d events sent, verified %.1f s after the last; the worker wrote %,d characters of"
                + " log")
            .formatted(what, sent.get(), TestLog.secondsSince(stopped.get()), written.length()));
    assertThat(change.of("sensor-events")).isEqualTo(sent.get());
    Connectors.of(stack).assertPipelineRuns();
    assertThat(written.length()).as("characters of log").isLessThan(LOG_LIMIT);
    return written;
  }

  /** The length of an outage: a given time, and not a wait for something to happen. */
  private static void letPass(Duration time) {
    Instant end = Instant.now().plus(time);
    Awaitility.await("the outage has lasted " + time)
        .atMost(time.plusSeconds(30))
        .until(() -> !Instant.now().isBefore(end));
  }
}
