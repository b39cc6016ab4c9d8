package io.iotpipeline.connect.cassandra.write;

/** Cassandra did not take part of what was to be written, or nothing, but may do so later. */
public final class ClusterUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClusterUnavailableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
