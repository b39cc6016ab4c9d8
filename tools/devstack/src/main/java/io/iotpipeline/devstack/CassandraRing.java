package io.iotpipeline.devstack;

import io.iotpipeline.admin.cluster.Steps;
import io.iotpipeline.admin.setup.Replication;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.roles.CassandraRoles;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.Readiness;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Starts the Cassandra nodes in an order that Cassandra allows.
 *
 * <p>Nodes that have joined before start together. The nodes of a new ring start together after the
 * first: without rows they need no bootstrap. A node that is added to existing rows streams all of
 * them while it joins, one node at a time, because Cassandra rejects concurrent joins.
 */
final class CassandraRing {

  /** Streaming all rows can take long. */
  private static final Duration JOIN_TIMEOUT = Duration.ofMinutes(30);

  private final DevStackConfig config;
  private final ServerRunner runner;
  private final PrintStream out;
  private final List<Cassandra> nodes;
  private final boolean newRing;

  CassandraRing(DevStackConfig config, ServerRunner runner, PrintStream out) {
    this.config = config;
    this.runner = runner;
    this.out = out;
    this.nodes = Cassandra.all(config);
    this.newRing = nodes.stream().noneMatch(Cassandra::hasJoined);
  }

  /** Starts the nodes that have joined before, or the first node of a new ring. Does not wait. */
  void start() {
    nodes.stream().filter(this::startsFirst).forEach(runner::start);
  }

  /** Whether a node answers. */
  boolean answers() {
    return nodes.stream().anyMatch(node -> new ServerProcess(node).status().state().equals("UP"));
  }

  /**
   * Waits for the started nodes, then starts the others. Afterwards all nodes are up and joined.
   *
   * @throws io.iotpipeline.admin.cluster.PipelineException if a node does not become ready, after
   *     all started nodes were waited for; then no node is added
   */
  void complete() {
    List<Cassandra> added = nodes.stream().filter(node -> !startsFirst(node)).toList();
    Steps steps = new Steps();
    nodes.stream().filter(this::startsFirst).forEach(node -> steps.run(() -> await(node)));
    steps.requireSuccess("Not all Cassandra nodes are up:");
    if (newRing) {
      added.forEach(Cassandra::disableBootstrap);
      added.forEach(runner::start);
      added.forEach(this::await);
    } else {
      addToExistingRows(added);
    }
  }

  private boolean startsFirst(Cassandra node) {
    return newRing ? node.number() == 1 : node.hasJoined();
  }

  private void addToExistingRows(List<Cassandra> added) {
    if (!added.isEmpty() && raiseReplication()) {
      out.printf(
          "cassandra     replication factor raised to %d: each new node streams all rows;"
              + " writes at QUORUM wait until enough nodes have joined%n",
          nodes.size());
    }
    for (Cassandra node : added) {
      runner.start(node);
      await(node);
    }
  }

  /** In a secured stack the superuser does it: there may be no other role yet. */
  private boolean raiseReplication() {
    return CassandraRoles.of(config)
        .map(CassandraRoles::raiseReplication)
        .orElseGet(() -> Replication.raise(config.pipeline()));
  }

  private void await(Cassandra node) {
    runner.await(node, node.hasJoined() ? Readiness.TIMEOUT : JOIN_TIMEOUT);
    node.recordJoined();
  }
}
