package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why no node of Cassandra can be used, in words. The driver's own message is long, and has the
 * reason at its end or not at all.
 */
public final class CassandraFailure {

  private static final int MAX_CAUSES = 20;

  private CassandraFailure() {}

  /** What failed and why. */
  public static String text(AllNodesFailedException failure) {
    if (failure instanceof NoNodeAvailableException) {
      return "No Cassandra node is available";
    }
    if (CassandraSession.isLoginRefused(failure)) {
      return "Cassandra refuses the login at " + addresses(failure);
    }
    String reason =
        causes(failure, SSLException.class)
            .map(tls -> "\n  cause: " + tls)
            .or(
                () ->
                    causes(failure, ClosedConnectionException.class)
                        .map(closed -> "\n  cause: it closes the connection; it may require TLS"))
            .orElse("");
    return "Cassandra does not answer at " + addresses(failure) + reason;
  }

  /** What to do about it; empty if the servers may simply not run. */
  public static Optional<String> remedy(AllNodesFailedException failure) {
    if (CassandraSession.isLoginRefused(failure)) {
      return Optional.of(
          "Set a valid login: cassandra.advanced.auth-provider.* in pipeline.properties"
              + " (docs/security.md)");
    }
    return causes(failure, SSLException.class)
        .or(() -> causes(failure, ClosedConnectionException.class))
        .map(
            tls ->
                "Check cassandra.advanced.ssl-engine-factory.* in pipeline.properties"
                    + " (docs/security.md)");
  }

  private static Optional<String> causes(
      AllNodesFailedException failure, Class<? extends Throwable> type) {
    String messages =
        failure.getAllErrors().values().stream()
            .flatMap(List::stream)
            .flatMap(each -> Stream.concat(Stream.of(each), Stream.of(each.getSuppressed())))
            .flatMap(CassandraFailure::chain)
            .filter(type::isInstance)
            .map(each -> String.valueOf(each.getMessage()))
            .distinct()
            .collect(Collectors.joining("; "));
    return messages.isEmpty() ? Optional.empty() : Optional.of(messages);
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause).limit(MAX_CAUSES);
  }

  private static String addresses(AllNodesFailedException failure) {
    return failure.getAllErrors().keySet().stream()
        .map(Node::getEndPoint)
        .map(EndPoint::resolve)
        .map(address -> address.toString().replaceFirst("^[^/]*/", ""))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
