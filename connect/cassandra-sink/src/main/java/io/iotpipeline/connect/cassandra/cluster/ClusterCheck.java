package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.iotpipeline.connect.cassandra.config.SecurityConfig;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Checks a configuration against the cluster, before a task runs. */
public final class ClusterCheck {

  private ClusterCheck() {}

  /**
   * Returns the errors by configuration key. A cluster that does not answer is an error unless the
   * configuration sets {@code waitForCluster}.
   */
  public static Map<String, String> errors(SinkConfig config) {
    Map<String, String> errors = new TreeMap<>();
    // A new session, because one that is shared answers from its memory while the cluster is away.
    try (CqlSession session = SessionFactory.open(config, new SchemaChanges())) {
      ClusterTables tables = new ClusterTables(session);
      for (TableConfig table : config.tables().values().stream().flatMap(List::stream).toList()) {
        try {
          tables.mapper(table);
        } catch (TableMismatchException e) {
          errors.put(e.key(), e.getMessage());
        }
      }
    } catch (TableMismatchException e) {
      errors.put(e.key(), e.getMessage());
    } catch (DriverException | IllegalArgumentException e) {
      connectionFailed(config, e, errors);
    }
    return errors;
  }

  private static void connectionFailed(
      SinkConfig config, RuntimeException failure, Map<String, String> errors) {
    if (isLoginFailure(failure)) {
      errors.put(SecurityConfig.USERNAME, "Cassandra rejects the login: " + reason(failure));
    } else if (!config.waitsForCluster()) {
      errors.put(
          SinkConfig.CONTACT_POINTS,
          ("Cassandra does not answer: %s. Check that it runs at this address, or set %s=true"
                  + " to create the connector without it")
              .formatted(reason(failure), SinkConfig.WAIT_FOR_CLUSTER));
    }
  }

  private static boolean isLoginFailure(RuntimeException failure) {
    return failure instanceof AllNodesFailedException all
        && all.getAllErrors().values().stream()
            .flatMap(List::stream)
            .anyMatch(AuthenticationException.class::isInstance);
  }

  private static String reason(RuntimeException failure) {
    if (failure instanceof AllNodesFailedException all) {
      return all.getAllErrors().values().stream()
          .flatMap(List::stream)
          .map(ClusterCheck::rootMessage)
          .distinct()
          .reduce((one, other) -> one + "; " + other)
          .orElse(all.getMessage());
    }
    return rootMessage(failure);
  }

  /** The driver adds the socket's exception to its own as a suppressed exception. */
  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null || root.getSuppressed().length > 0) {
      root = root.getSuppressed().length > 0 ? root.getSuppressed()[0] : root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }
}
