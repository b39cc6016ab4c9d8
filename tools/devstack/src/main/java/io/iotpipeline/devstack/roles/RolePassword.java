package io.iotpipeline.devstack.roles;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import java.time.Duration;
import java.util.Optional;

/** Sets the password of a role, and lets no error show it. */
final class RolePassword {

  /** Cassandra changes a password at most every five seconds, and up may run twice in a row. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Each refusal is a warning in the log of the node. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final String TOO_SOON = "can only be changed every";

  private RolePassword() {}

  static void set(
      CqlSession session, String role, boolean superuser, boolean login, String password) {
    execute(session, role, RoleStatements.set(role, superuser, login, password), password);
  }

  /** Changes the password of the role that is logged in. */
  static void setOwn(CqlSession session, String role, String password) {
    execute(session, role, RoleStatements.setOwn(role, password), password);
  }

  private static void execute(CqlSession session, String role, String statement, String password) {
    Poller.waitFor("Cassandra to take the password of " + role, TIMEOUT)
        .every(INTERVAL)
        .await(
            () -> {
              try {
                session.execute(statement);
                return Optional.empty();
              } catch (DriverException e) {
                String message = hidden(e, password);
                if (message.contains(TOO_SOON)) {
                  return Optional.of(message);
                }
                throw failed(role, message);
              }
            });
  }

  // The cause would show its message, and with it perhaps a part of the statement.
  private static PipelineException failed(String role, String message) {
    return new PipelineException(
        "Cassandra did not take the password of %s: %s".formatted(role, message));
  }

  private static String hidden(DriverException e, String password) {
    return e.toString().replace(RoleStatements.quoted(password), "***").replace(password, "***");
  }
}
