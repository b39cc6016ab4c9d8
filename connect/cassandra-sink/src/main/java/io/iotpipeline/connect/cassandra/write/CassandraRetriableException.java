package io.iotpipeline.connect.cassandra.write;

import org.apache.kafka.connect.errors.RetriableException;

/**
 * Asks Connect to put the same records again. Connect writes it to the log each time, so it has no
 * stack trace: where it comes from is always the same place.
 */
public final class CassandraRetriableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  public CassandraRetriableException(ClusterUnavailableException cause) {
    super("Cassandra does not take the records: " + cause.getMessage());
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
