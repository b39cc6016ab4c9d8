package io.iotpipeline.admin.setup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;

/** Replication of keyspace {@code iot}. */
public final class Replication {

  private Replication() {}

  /** The CQL map for the replication factor of the pipeline. */
  static String of(Pipeline pipeline) {
    return "{'class': 'NetworkTopologyStrategy', '%s': %d}"
        .formatted(pipeline.endpoints().datacenter(), pipeline.endpoints().replicationFactor());
  }

  /**
   * Raises the replication factor of an existing keyspace to that of the pipeline; never lowers it.
   * Call it before nodes are added: then each new node streams all rows while it joins, and no read
   * asks a node that does not have them yet.
   *
   * @return whether the replication factor was changed
   */
  public static boolean raise(Pipeline pipeline) {
    try (CqlSession session = CassandraSession.open(pipeline)) {
      return raise(pipeline, session);
    }
  }

  /**
   * Raises it likewise.
   *
   * @param session of somebody who may alter the keyspace
   */
  public static boolean raise(Pipeline pipeline, CqlSession session) {
    Row keyspace =
        session
            .execute("SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'iot'")
            .one();
    if (keyspace == null) {
      return false;
    }
    String current =
        keyspace
            .getMap("replication", String.class, String.class)
            .getOrDefault(pipeline.endpoints().datacenter(), "0");
    if (Integer.parseInt(current) >= pipeline.endpoints().replicationFactor()) {
      return false;
    }
    session.execute("ALTER KEYSPACE iot WITH replication = " + of(pipeline));
    return true;
  }
}
