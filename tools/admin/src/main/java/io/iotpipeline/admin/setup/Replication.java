package io.iotpipeline.admin.setup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;

/** How many nodes keep each row: all of them, since there are three at the most. */
public final class Replication {

  private Replication() {}

  /** The CQL map for the nodes that the settings want. */
  static String of(Pipeline pipeline) {
    return "{'class': 'NetworkTopologyStrategy', '%s': %d}"
        .formatted(pipeline.endpoints().datacenter(), pipeline.endpoints().replicationFactor());
  }

  /**
   * Makes a keyspace that is there already keep its rows on as many nodes as the settings want, or
   * more where somebody wanted more. Before nodes are added: then each fetches all rows while it
   * joins, and no read can ask a node that does not have them yet.
   *
   * @return whether it was changed
   */
  public static boolean raise(Pipeline pipeline) {
    try (CqlSession session = CassandraSession.open(pipeline)) {
      Row keyspace =
          session
              .execute(
                  "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'iot'")
              .one();
      if (keyspace == null) {
        return false;
      }
      String now =
          keyspace
              .getMap("replication", String.class, String.class)
              .getOrDefault(pipeline.endpoints().datacenter(), "0");
      if (Integer.parseInt(now) >= pipeline.endpoints().replicationFactor()) {
        return false;
      }
      session.execute("ALTER KEYSPACE iot WITH replication = " + of(pipeline));
      return true;
    }
  }
}
