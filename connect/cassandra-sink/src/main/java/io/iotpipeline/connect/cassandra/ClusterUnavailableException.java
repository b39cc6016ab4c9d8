package io.iotpipeline.connect.cassandra;

/** Cassandra did not take part of what was to be written, or nothing, but may do so later. */
final class ClusterUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClusterUnavailableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
