package io.iotpipeline.cli;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import io.iotpipeline.admin.cassandra.CassandraFailure;
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
    if (failure instanceof AllNodesFailedException allFailed) {
      return CassandraFailure.text(allFailed);
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

  private static String remedy(List<Throwable> chain) {
    for (Throwable each : chain) {
      if (each instanceof AllNodesFailedException allFailed
          && CassandraFailure.remedy(allFailed).isPresent()) {
        return CassandraFailure.remedy(allFailed).get();
      }
    }
    if (chain.stream().anyMatch(ErrorMessage::isUnreachable)) {
      return "Check that the servers run: ./pipeline status";
    }
    if (chain.stream().anyMatch(FileSystemException.class::isInstance)) {
      return "Check the path and its permissions.";
    }
    return "Check the servers with ./pipeline status, and their logs with ./pipeline logs SERVER.";
  }

  private static boolean isUnreachable(Throwable failure) {
    return failure instanceof AllNodesFailedException
        || failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof HttpTimeoutException
        || failure instanceof TimeoutException;
  }
}
