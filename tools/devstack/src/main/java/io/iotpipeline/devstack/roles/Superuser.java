package io.iotpipeline.devstack.roles;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Passwords;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The superuser of a secured stack. Before the first start has made it there is only the built-in
 * one of Cassandra, which makes it and then loses its own rights and its login.
 */
final class Superuser {

  /** The built-in superuser exists shortly after most of the nodes have started. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final String ROLE = Identity.CASSANDRA.role();

  private final Pipeline pipeline;
  private final StackSecurity security;
  private final Credentials credentials;
  private final ConnectionSettings own;
  private final ConnectionSettings builtIn;

  Superuser(Pipeline pipeline, StackSecurity security) {
    this.pipeline = pipeline;
    this.security = security;
    this.credentials = security.of(Identity.CASSANDRA);
    this.own = security.connections(Identity.CASSANDRA);
    this.builtIn = own.withCassandraLogin(RoleStatements.BUILT_IN, RoleStatements.BUILT_IN);
  }

  /** A session of whichever superuser can log in, which the caller closes. */
  CqlSession openAny() {
    return await(() -> tryOpen(own).or(() -> tryOpen(builtIn)));
  }

  /**
   * A session of the stack's own superuser, which the caller closes. Afterwards the built-in one
   * cannot log in, and every node has the roles.
   */
  CqlSession open() {
    CqlSession session = await(() -> tryOpen(own).or(this::renewAndOpen).or(this::makeAndOpen));
    try {
      security.forgetPrevious();
      raiseReplication(session);
      closeBuiltIn(session);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** After a rotation of the secrets, the superuser still has the password of before. */
  private Optional<CqlSession> renewAndOpen() {
    Optional<CqlSession> session =
        credentials
            .find(Secret.PREVIOUS_CASSANDRA)
            .flatMap(password -> tryOpen(own.withCassandraLogin(ROLE, password)));
    if (session.isEmpty()) {
      return session;
    }
    try (CqlSession before = session.get()) {
      RolePassword.setOwn(before, ROLE, credentials.secret(Secret.CASSANDRA));
    }
    return tryOpen(own);
  }

  /** The replication comes first, so that the new role is written to every node. */
  private Optional<CqlSession> makeAndOpen() {
    Optional<CqlSession> session = tryOpen(builtIn);
    if (session.isEmpty()) {
      return session;
    }
    try (CqlSession maker = session.get()) {
      raiseReplication(maker);
      dropOthers(maker);
      maker.execute(RoleStatements.create(ROLE));
      RolePassword.set(maker, ROLE, true, true, credentials.secret(Secret.CASSANDRA));
    }
    return tryOpen(own);
  }

  private void raiseReplication(CqlSession session) {
    if (RoleReplication.raise(session, pipeline.endpoints())) {
      RoleReplication.copyToAll(session);
    }
  }

  /** Until now, anybody could log in as the built-in superuser and make others. */
  private static void dropOthers(CqlSession maker) {
    for (Row row : maker.execute("SELECT role FROM system_auth.roles")) {
      if (!row.getString("role").equals(RoleStatements.BUILT_IN)) {
        maker.execute(
            "DROP ROLE IF EXISTS \"" + row.getString("role").replace("\"", "\"\"") + "\"");
      }
    }
  }

  /** In one statement, so a crash leaves all of it or nothing. */
  private static void closeBuiltIn(CqlSession session) {
    Row row =
        session
            .execute(
                "SELECT is_superuser, can_login FROM system_auth.roles WHERE role = ?",
                RoleStatements.BUILT_IN)
            .one();
    if (row != null && (row.getBoolean("is_superuser") || row.getBoolean("can_login"))) {
      RolePassword.set(session, RoleStatements.BUILT_IN, false, false, Passwords.random());
    }
  }

  private CqlSession await(Supplier<Optional<CqlSession>> attempt) {
    AtomicReference<CqlSession> session = new AtomicReference<>();
    Poller.waitFor("the login of a superuser of Cassandra", TIMEOUT)
        .withHint(this::hint)
        .await(
            () -> {
              try {
                attempt.get().ifPresent(session::set);
                return session.get() == null
                    ? Optional.of("Cassandra refuses it")
                    : Optional.empty();
              } catch (DriverException e) {
                return Optional.of(e.toString());
              }
            });
    return session.get();
  }

  /** Empty if the login is refused. */
  private Optional<CqlSession> tryOpen(ConnectionSettings login) {
    try {
      return Optional.of(
          CassandraSession.open(
              new Pipeline(pipeline.endpoints(), pipeline.eventTtl(), pipeline.files(), login)));
    } catch (AllNodesFailedException e) {
      if (CassandraSession.isLoginRefused(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String hint() {
    return "\nIf the password of %s was changed in %s: change it in Cassandra too. If the folder security was lost: docs/security.md"
        .formatted(ROLE, credentials.secretsFile());
  }
}
