package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.devstack.server.Cassandra;
import java.util.List;

/**
 * Reading with every Cassandra node. Readings are written at ONE, so a single node may be the only
 * one that has a row; a verdict about loss must ask them all.
 */
final class AllNodes {

  private AllNodes() {}

  static CqlSession open(Pipeline pipeline) {
    return CassandraSession.open(pipeline, ConsistencyLevel.ALL);
  }

  /**
   * @throws PipelineException when a node is down, with the command that starts it
   */
  static void require(Pipeline pipeline) {
    if (pipeline.elsewhere() != null) {
      return; // Cassandra says itself when a node is missing.
    }
    List<Cassandra> nodes = Cassandra.all(pipeline);
    List<Cassandra> down = nodes.stream().filter(node -> !node.isRunning()).toList();
    if (down.isEmpty()) {
      return;
    }
    if (down.equals(nodes)) {
      throw new PipelineException("Cassandra does not run: ./pipeline up");
    }
    StringBuilder text =
        new StringBuilder("Readings are written at ONE, so only all nodes together have every row");
    for (Cassandra node : down) {
      text.append(
          "\n  - %s is down: ./pipeline cassandra start-node %d"
              .formatted(node.name(), node.number()));
    }
    throw new PipelineException(text.toString());
  }
}
