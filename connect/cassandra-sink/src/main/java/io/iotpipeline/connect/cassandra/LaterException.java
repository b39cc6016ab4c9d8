package io.iotpipeline.connect.cassandra;

import org.apache.kafka.connect.errors.RetriableException;

/**
 * Asks Connect to put the same records again. Connect writes it to the log each time, so it has no
 * stack trace: where it comes from is always the same place.
 */
final class LaterException extends RetriableException {

  private static final long serialVersionUID = 1L;

  LaterException(ClusterUnavailableException cause) {
    super("Cassandra does not take the records: " + cause.getMessage());
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
