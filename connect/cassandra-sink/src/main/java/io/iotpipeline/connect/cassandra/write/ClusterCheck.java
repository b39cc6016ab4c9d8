package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.iotpipeline.connect.cassandra.config.SecurityConfig;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Asks the cluster whether a configuration fits it, before any task runs. */
public final class ClusterCheck {

  private ClusterCheck() {}

  /** What does not fit, by key. A cluster that does not answer is judged by the configuration. */
  public static Map<String, String> errors(SinkConfig config) {
    Map<String, String> errors = new TreeMap<>();
    try (CqlSession session = SessionFactory.open(config)) {
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
      unreachable(config, e, errors);
    }
    return errors;
  }

  private static void unreachable(
      SinkConfig config, RuntimeException failure, Map<String, String> errors) {
    if (refusesTheUser(failure)) {
      errors.put(SecurityConfig.USERNAME, "Cassandra refuses to log in: " + reason(failure));
    } else if (!config.waitsForCluster()) {
      errors.put(
          SinkConfig.CONTACT_POINTS,
          "Cassandra does not answer: %s. Is it up there? %s=true creates the connector all the same"
              .formatted(reason(failure), SinkConfig.WAIT_FOR_CLUSTER));
    }
  }

  private static boolean refusesTheUser(RuntimeException failure) {
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

  /** The driver hangs the failure of the socket on one of its own, as a suppressed exception. */
  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null || root.getSuppressed().length > 0) {
      root = root.getSuppressed().length > 0 ? root.getSuppressed()[0] : root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }
}
