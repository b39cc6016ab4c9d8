package io.iotpipeline.cli;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.PipelineException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What a person reads when a verb fails: what failed, the causes, and what to do. A {@link
 * PipelineException} says all of that in its message; for other exceptions this class collects the
 * messages of the chain of causes.
 */
final class ErrorMessage {

  private ErrorMessage() {}

  static String of(Throwable failure) {
    if (failure instanceof PipelineException) {
      return failure.getMessage();
    }
    List<Throwable> chain = chain(failure);
    return chain.stream()
            .map(ErrorMessage::text)
            .distinct()
            .collect(Collectors.joining("\n  cause: "))
        + "\n"
        + remedy(chain);
  }

  /** The failure and its causes, without wrappers that only repeat their cause. */
  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Throwable cause = each.getCause();
      if (cause == null || !cause.toString().equals(each.getMessage())) {
        chain.add(each);
      }
    }
    return chain;
  }

  private static String text(Throwable failure) {
    if (failure instanceof NoNodeAvailableException) {
      return "No Cassandra node is available";
    }
    if (failure instanceof AllNodesFailedException allFailed) {
      return CassandraSession.isLoginRefused(allFailed)
          ? "Cassandra refuses the login at " + addresses(allFailed)
          : "Cassandra does not answer at " + addresses(allFailed) + tlsProblem(allFailed);
    }
    String message = failure.getMessage();
    if (failure instanceof NoSuchFileException) {
      return "File not found: " + message;
    }
    if (failure instanceof AccessDeniedException) {
      return "Permission denied: " + message;
    }
    if (failure instanceof UnknownHostException) {
      return "Unknown host: " + message;
    }
    if (message != null && !message.isBlank()) {
      return message;
    }
    return failure instanceof ConnectException
        ? "Connection refused"
        : failure.getClass().getName();
  }

  /** The driver has it neither as its message nor as a cause. */
  private static String tlsProblem(AllNodesFailedException failure) {
    return failure.getAllErrors().values().stream()
        .flatMap(List::stream)
        .flatMap(each -> Stream.concat(Stream.of(each), Stream.of(each.getSuppressed())))
        .flatMap(each -> chain(each).stream())
        .filter(SSLException.class::isInstance)
        .map(Throwable::getMessage)
        .distinct()
        .map(message -> "\n  cause: " + message)
        .collect(Collectors.joining());
  }

  private static String addresses(AllNodesFailedException failure) {
    return failure.getAllErrors().keySet().stream()
        .map(Node::getEndPoint)
        .map(EndPoint::resolve)
        .map(address -> address.toString().replaceFirst("^/", ""))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String remedy(List<Throwable> chain) {
    if (chain.stream().anyMatch(ErrorMessage::isLoginRefused)) {
      return "Set a valid login: cassandra.advanced.auth-provider.* in pipeline.properties (docs/security.md)";
    }
    if (chain.stream().anyMatch(ErrorMessage::isUnreachable)) {
      return "Check that the servers run: ./pipeline status";
    }
    if (chain.stream().anyMatch(FileSystemException.class::isInstance)) {
      return "Check the path and its permissions.";
    }
    return "Check the servers with ./pipeline status, and their logs with ./pipeline logs SERVER.";
  }

  private static boolean isLoginRefused(Throwable failure) {
    return failure instanceof AllNodesFailedException allFailed
        && CassandraSession.isLoginRefused(allFailed);
  }

  private static boolean isUnreachable(Throwable failure) {
    return failure instanceof AllNodesFailedException
        || failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof HttpTimeoutException
        || failure instanceof TimeoutException;
  }
}
