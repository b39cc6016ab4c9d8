package io.iotpipeline.integration.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.Connectors;
import io.iotpipeline.integration.stack.Progress;
import io.iotpipeline.integration.stack.SharedCluster;
import io.iotpipeline.integration.stack.SteadyLoad;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pipeline on three Cassandra nodes, of which one is killed and comes back. */
@ExtendWith(SharedCluster.class)
@Tag("chaos")
class ClusterIT {

  private final TestStack stack;
  private final Verbs verbs;

  ClusterIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  @Test
  void three_nodes_are_members_and_keep_every_row() {
    assertThat(verbs.succeed("cassandra", "status").lines().filter(line -> line.startsWith("UN ")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("100.0%").contains(" 16 "));
    assertThat(verbs.succeed("cql", "--json", "DESCRIBE KEYSPACE iot"))
        .contains("'datacenter1': '3'");
  }

  @Test
  void a_node_that_is_killed_under_load_stops_nothing_and_costs_no_row() throws Exception {
    AtomicLong sent = new AtomicLong();

    Change change =
        stack.changeBy(
            () -> {
              try (SteadyLoad load = new SteadyLoad(stack.config(), "cluster-", 50, 200);
                  Progress progress = new Progress(stack.pipeline())) {
                progress.awaitValidated(300);
                killAndRestartNode2(progress);
                sent.set(load.stop());
              }
            });

    assertThat(change.of("sensor-events")).isEqualTo(sent.get());
    assertThat(verbs.run("cassandra", "status").code()).isZero();
    Connectors.of(stack).assertPipelineRuns();
  }

  private void killAndRestartNode2(Progress progress) throws Exception {
    verbs.succeed("cassandra", "kill-node", "2");
    long killed = System.nanoTime();
    progress.awaitValidated(600);
    progress.awaitWritten();
    Connectors.of(stack).assertPipelineRuns();
    assertThat(verbs.run("cassandra", "status").code()).isEqualTo(1);
    assertThat(verbs.run("query", "hourly", "cluster-00001").code()).as("at QUORUM").isZero();
    Verbs.Result refused = verbs.run("verify");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.text()).contains("cassandra-2 is down", "./pipeline cassandra start-node 2");

    verbs.succeed("cassandra", "start-node", "2");
    TestLog.print(
        "one node of three killed, and back after %.1f s".formatted(TestLog.secondsSince(killed)));
  }

  @Test
  void a_node_that_is_drained_and_stopped_comes_back() {
    assertThat(verbs.succeed("cassandra", "stop-node", "3")).contains("drained and stopped");
    assertThat(verbs.run("cassandra", "stop-node", "3").code()).isEqualTo(1);
    verbs.succeed("cassandra", "start-node", "3");

    assertThat(verbs.run("cassandra", "flush").text()).contains("cassandra-3   flushed");
    verbs.awaitSuccess("status");
  }

  @Test
  void up_refuses_fewer_nodes() {
    Verbs.Result fewer = verbs.run("up", "--cassandra-nodes=1");

    assertThat(fewer.code()).isEqualTo(1);
    assertThat(fewer.text()).contains("Cassandra has 3 nodes here", "./pipeline down --wipe");
  }

  /** Afterwards the sink writes all events again, without a TTL, so that verify holds. */
  @Test
  void verify_does_not_report_expired_rows_as_lost() throws Exception {
    stack.verified();
    try {
      verbs.succeed("up", "--event-ttl=1s");
      try (SteadyLoad load = new SteadyLoad(stack.config(), "ttl-", 5, 500);
          Progress progress = new Progress(stack.pipeline())) {
        progress.awaitValidated(500);
        load.stop();
      }
      stack.awaitNothingBehind();

      Verbs.Result verify = verbs.run("verify", "--wait=1s");

      assertThat(verify.code()).isEqualTo(1);
      assertThat(verify.text())
          .containsPattern("ok +input = validated")
          .containsPattern("FAILED validated ids .* can no longer be compared")
          .containsPattern("FAILED rows of hourly_aggregates .* can no longer be recomputed");
    } finally {
      stack.restore();
      rewriteEvents();
    }
    stack.verified();
  }

  private void rewriteEvents() throws Exception {
    try (CqlSession session = stack.session()) {
      session.execute("TRUNCATE iot.sensor_events");
    }
    Connectors.of(stack).readAgain("sensor-events");
  }
}
