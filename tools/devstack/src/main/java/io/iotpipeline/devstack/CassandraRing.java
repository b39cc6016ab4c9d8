package io.iotpipeline.devstack;

import io.iotpipeline.admin.setup.Replication;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.Readiness;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The Cassandra nodes as a whole: who may start when.
 *
 * <p>Nodes that have joined before start together, after the first. The nodes of a new ring start
 * together too: there is nothing to fetch yet, so they need no bootstrap. A node that is added to
 * rows that are there fetches all of them while it joins, one node at a time, because Cassandra
 * refuses two at once.
 */
final class CassandraRing {

  /** Fetching a lot of rows takes its time. */
  private static final Duration JOIN_TIMEOUT = Duration.ofMinutes(30);

  private final DevStackConfig config;
  private final ServerRunner runner;
  private final PrintStream out;
  private final List<Cassandra> nodes;
  private final boolean empty;

  CassandraRing(DevStackConfig config, ServerRunner runner, PrintStream out) {
    this.config = config;
    this.runner = runner;
    this.out = out;
    this.nodes = Cassandra.all(config);
    this.empty = nodes.stream().noneMatch(Cassandra::hasJoined);
  }

  /** Starts all that have joined before, or the first of a new ring, without waiting. */
  void start() {
    nodes.stream().filter(this::started).forEach(runner::start);
  }

  /** Waits for those, then starts the others; afterwards every node is up and a member. */
  void complete() {
    List<Cassandra> added = nodes.stream().filter(node -> !started(node)).toList();
    nodes.stream().filter(this::started).forEach(this::await);
    if (empty) {
      added.forEach(Cassandra::joinsEmptyRing);
      added.forEach(runner::start);
      added.forEach(this::await);
    } else {
      addToRows(added);
    }
  }

  /** A ring that has none yet begins with its first node. */
  private boolean started(Cassandra node) {
    return empty ? node.number() == 1 : node.hasJoined();
  }

  private void addToRows(List<Cassandra> added) {
    if (!added.isEmpty() && Replication.raise(config.pipeline())) {
      out.printf(
          "cassandra     every row is to be on %d nodes: a node that is added fetches all of them;"
              + " what is written at QUORUM waits until enough have joined%n",
          nodes.size());
    }
    for (Cassandra node : added) {
      runner.start(node);
      await(node);
    }
  }

  private void await(Cassandra node) {
    runner.await(node, node.hasJoined() ? Readiness.TIMEOUT : JOIN_TIMEOUT);
    node.keepJoined();
  }
}
