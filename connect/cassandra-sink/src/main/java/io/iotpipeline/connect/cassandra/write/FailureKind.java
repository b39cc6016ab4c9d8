package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.util.concurrent.CompletionException;

/** What a failed write means for the records in it. */
enum FailureKind {
  /** Too few replicas answered in time, this once perhaps: send them again. */
  SLOW,
  /** Nothing is wrong with them: try again later. */
  UNAVAILABLE,
  /** Cassandra takes at least one of them never, for what is in it. */
  REFUSED,
  /** Neither waiting nor leaving a record out helps: someone has to look. */
  FATAL;

  static FailureKind of(Throwable error) {
    if (error instanceof CompletionException && error.getCause() != null) {
      return of(error.getCause());
    }
    if (error instanceof WriteTimeoutException) {
      return SLOW;
    }
    if (error instanceof InvalidQueryException
        || error instanceof FrameTooLongException
        || error instanceof CodecNotFoundException
        || error instanceof IllegalArgumentException) {
      return REFUSED;
    }
    // What is left of these is about rights and syntax, so about every record alike.
    if (error instanceof QueryValidationException) {
      return FATAL;
    }
    return error instanceof DriverException || error instanceof ClusterUnavailableException
        ? UNAVAILABLE
        : FATAL;
  }
}
