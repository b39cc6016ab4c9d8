package io.iotpipeline.local.setup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.local.stack.StackSettings;
import io.iotpipeline.local.tables.CassandraSession;

/** How many nodes keep each row: all of them, since there are three at the most. */
public final class Replication {

  private Replication() {}

  /** The CQL map for the nodes that the settings want. */
  static String of(StackSettings settings) {
    return "{'class': 'NetworkTopologyStrategy', '%s': %d}"
        .formatted(settings.endpoints().datacenter(), settings.endpoints().replicationFactor());
  }

  /**
   * Makes a keyspace that is there already keep its rows on as many nodes as the settings want, or
   * more where somebody wanted more. Before nodes are added: then each fetches all rows while it
   * joins, and no read can ask a node that does not have them yet.
   *
   * @return whether it was changed
   */
  public static boolean raise(StackSettings settings) {
    try (CqlSession session = CassandraSession.open(settings)) {
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
              .getOrDefault(settings.endpoints().datacenter(), "0");
      if (Integer.parseInt(now) >= settings.endpoints().replicationFactor()) {
        return false;
      }
      session.execute("ALTER KEYSPACE iot WITH replication = " + of(settings));
      return true;
    }
  }
}
