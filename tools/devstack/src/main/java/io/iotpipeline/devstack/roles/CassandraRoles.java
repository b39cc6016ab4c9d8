package io.iotpipeline.devstack.roles;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.setup.Replication;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes the roles of a secured stack, each with the least rights:
 *
 * <ul>
 *   <li>{@code iot_cassandra}: the superuser, which only this class and readiness probes use
 *   <li>{@code iot_operator}: all verbs. It may create keyspaces and do everything in keyspace
 *       {@code iot}, but it makes no roles, and gives rights only on what it has made itself
 *   <li>{@code iot_connect}: writes the tables of the connectors, and reads nothing
 *   <li>{@code iot_api}, {@code iot_reader}: read keyspace {@code iot}
 * </ul>
 *
 * <p>Cassandra's built-in superuser loses its login. Each step can run again after a crash, and
 * passwords are set again each time, so that those of {@code secrets.properties} hold.
 */
public final class CassandraRoles {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final List<Identity> CLIENTS =
      List.of(Identity.OPERATOR, Identity.CONNECT, Identity.API, Identity.READER);

  private final Pipeline pipeline;
  private final StackSecurity security;
  private final Superuser superuser;

  /**
   * @param pipeline with the addresses of the nodes
   * @param security the passwords
   */
  public CassandraRoles(Pipeline pipeline, StackSecurity security) {
    this.pipeline = pipeline;
    this.security = security;
    this.superuser = new Superuser(pipeline, security);
  }

  /** Those of a secured stack; empty if it has no logins. */
  public static Optional<CassandraRoles> of(DevStackConfig config) {
    return config.security().map(security -> new CassandraRoles(config.pipeline(), security));
  }

  /**
   * Makes the roles, and grants rights on what exists. Call it when the nodes answer, before the
   * operator creates the tables.
   *
   * @return a summary for people
   * @throws io.iotpipeline.admin.cluster.PipelineException if no superuser can log in
   */
  public String create() {
    try (CqlSession session = superuser.open()) {
      for (Identity identity : CLIENTS) {
        session.execute(RoleStatements.create(identity.role()));
        String password = security.of(identity).secret(Secret.CASSANDRA);
        RolePassword.set(session, identity.role(), false, true, password);
      }
      grant(session, () -> grantsOnWhatExists(session));
    }
    return "%d of Cassandra, with the passwords of secrets.properties"
        .formatted(CLIENTS.size() + 1);
  }

  /**
   * Grants the rights on the tables. Call it when they exist.
   *
   * @throws io.iotpipeline.admin.cluster.PipelineException if one does not exist
   */
  public void grant() {
    try (CqlSession session = superuser.open()) {
      grant(session, () -> RoleStatements.grants(true, Set.copyOf(RoleStatements.WRITTEN_TABLES)));
    }
  }

  /** Another node than the one that made a table may not know it yet. */
  private static void grant(CqlSession session, Supplier<List<String>> statements) {
    Poller.waitFor("the nodes to know the tables", TIMEOUT)
        .await(
            () -> {
              try {
                statements.get().forEach(session::execute);
                return Optional.empty();
              } catch (InvalidQueryException e) {
                return Optional.of(e.getMessage());
              }
            });
  }

  private static List<String> grantsOnWhatExists(CqlSession session) {
    boolean keyspace =
        session
                .execute(
                    "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = 'iot'")
                .one()
            != null;
    Set<String> tables =
        session
            .execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = 'iot'")
            .all()
            .stream()
            .map(row -> row.getString("table_name"))
            .collect(Collectors.toSet());
    return RoleStatements.grants(keyspace, tables);
  }

  /**
   * Raises the replication of rows and of roles before nodes are added, because each new node
   * streams both while it joins. Rows come first: the built-in superuser needs most of its
   * replicas, and of the new ones there is none yet.
   *
   * @return whether that of the rows was changed
   */
  public boolean raiseReplication() {
    try (CqlSession session = superuser.openAny()) {
      boolean raised = Replication.raise(pipeline, session);
      var unused = RoleReplication.raise(session, pipeline.endpoints());
      return raised;
    }
  }
}
