package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Makes Connect deliver the same records again. It has no stack trace, because Connect logs it at
 * each attempt and it is always thrown in the same place.
 */
public final class CassandraRetriableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  public CassandraRetriableException(ClusterUnavailableException cause) {
    super(
        cause.getCause() instanceof TableMismatchException
            ? cause.getMessage()
            : "Cassandra is unavailable: " + cause.getMessage());
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
