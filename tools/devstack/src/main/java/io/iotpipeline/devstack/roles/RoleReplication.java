package io.iotpipeline.devstack.roles;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.Poller;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The replication of the keyspace of the roles: every node has them all. */
final class RoleReplication {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private RoleReplication() {}

  /**
   * Raises the replication factor to that of the pipeline; never lowers it. A node that joins later
   * gets the roles then.
   *
   * @return whether the factor was raised; nodes that are there already then lack roles until
   *     {@link #copyToAll}
   */
  static boolean raise(CqlSession session, Endpoints endpoints) {
    Map<String, String> current =
        session
            .execute(
                "SELECT replication FROM system_schema.keyspaces"
                    + " WHERE keyspace_name = 'system_auth'")
            .one()
            .getMap("replication", String.class, String.class);
    Optional<String> alter = alter(current, endpoints.datacenter(), endpoints.replicationFactor());
    if (alter.isPresent()) {
      session.execute(alter.get());
      awaitEverywhere(session, endpoints);
    }
    return alter.isPresent();
  }

  /**
   * Reads all roles from all nodes, which gives each node those that it lacks. Otherwise a node
   * could still have the built-in superuser, and another not know that it is there.
   *
   * @throws DriverException if a node does not answer
   */
  static void copyToAll(CqlSession session) {
    var unused =
        session
            .execute(
                SimpleStatement.newInstance("SELECT * FROM system_auth.roles")
                    .setConsistencyLevel(ConsistencyLevel.ALL))
            .all();
  }

  /**
   * A node that does not know it yet would write a role to fewer nodes. The driver waits for the
   * nodes to agree, but finds that they do if it asks one that no change has reached.
   */
  private static void awaitEverywhere(CqlSession session, Endpoints endpoints) {
    String known = "'%s': '%d'".formatted(endpoints.datacenter(), endpoints.replicationFactor());
    Poller.waitFor("the nodes to know the replication of system_auth", TIMEOUT)
        .await(
            () ->
                session.getMetadata().getNodes().values().stream()
                    .filter(node -> node.getState() == NodeState.UP)
                    .filter(node -> !describe(session, node).contains(known))
                    .findFirst()
                    .map(node -> node.getEndPoint() + " does not"));
  }

  /** What the node itself goes by; its tables in system_schema have a change some time before. */
  private static String describe(CqlSession session, Node node) {
    try {
      return session
          .execute(SimpleStatement.newInstance("DESCRIBE KEYSPACE system_auth").setNode(node))
          .all()
          .stream()
          .map(row -> row.getString("create_statement"))
          .collect(Collectors.joining());
    } catch (DriverException e) {
      return "";
    }
  }

  /**
   * The statement; empty if there are enough replicas.
   *
   * @param current of a new ring it is a SimpleStrategy, which has the factor under another key
   */
  static Optional<String> alter(Map<String, String> current, String datacenter, int required) {
    String factor = current.getOrDefault(datacenter, current.get("replication_factor"));
    return factor != null && Integer.parseInt(factor) >= required
        ? Optional.empty()
        : Optional.of(
            "ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy',"
                + " '%s': %d}".formatted(datacenter, required));
  }
}
