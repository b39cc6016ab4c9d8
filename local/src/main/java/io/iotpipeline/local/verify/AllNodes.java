package io.iotpipeline.local.verify;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.local.stack.Cassandra;
import io.iotpipeline.local.stack.StackSettings;
import io.iotpipeline.local.stack.StartException;
import io.iotpipeline.local.tables.CassandraSession;
import java.util.List;

/**
 * Reading with every Cassandra node. Readings are written at ONE, so a single node may be the only
 * one that has a row; a verdict about loss must ask them all.
 */
final class AllNodes {

  private AllNodes() {}

  static CqlSession open(StackSettings settings) {
    return CassandraSession.open(settings, ConsistencyLevel.ALL);
  }

  /**
   * @throws StartException when a node is down, with the command that starts it
   */
  static void require(StackSettings settings) {
    if (settings.elsewhere() != null) {
      return; // Cassandra says itself when a node is missing.
    }
    List<Cassandra> nodes = Cassandra.all(settings);
    List<Cassandra> down = nodes.stream().filter(node -> !node.isRunning()).toList();
    if (down.isEmpty()) {
      return;
    }
    if (down.equals(nodes)) {
      throw new StartException("Cassandra does not run: ./pipeline up");
    }
    StringBuilder text =
        new StringBuilder("Readings are written at ONE, so only all nodes together have every row");
    for (Cassandra node : down) {
      text.append(
          "\n  - %s is down: ./pipeline cassandra start-node %d"
              .formatted(node.name(), node.number()));
    }
    throw new StartException(text.toString());
  }
}
