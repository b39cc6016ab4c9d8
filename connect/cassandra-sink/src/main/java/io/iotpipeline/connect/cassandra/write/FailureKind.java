package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.util.concurrent.CompletionException;

/** Classifies a failed write by what must happen to its records. */
enum FailureKind {
  /** Too few replicas answered in time, possibly once only: send the records again at once. */
  WRITE_TIMEOUT,
  /** The records are valid but the cluster is not available: retry later. */
  UNAVAILABLE,
  /** Cassandra never accepts at least one of the records because of its content. */
  REJECTED,
  /** Neither a retry nor skipping a record helps: the task must fail. */
  FATAL;

  static FailureKind of(Throwable error) {
    if (error instanceof CompletionException && error.getCause() != null) {
      return of(error.getCause());
    }
    if (error instanceof WriteTimeoutException) {
      return WRITE_TIMEOUT;
    }
    if (error instanceof InvalidQueryException
        || error instanceof FrameTooLongException
        || error instanceof CodecNotFoundException
        || error instanceof IllegalArgumentException) {
      return REJECTED;
    }
    // The remaining ones concern permissions and syntax, so they affect every record.
    if (error instanceof QueryValidationException) {
      return FATAL;
    }
    return error instanceof DriverException || error instanceof ClusterUnavailableException
        ? UNAVAILABLE
        : FATAL;
  }
}
