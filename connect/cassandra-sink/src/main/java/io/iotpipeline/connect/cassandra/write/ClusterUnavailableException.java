package io.iotpipeline.connect.cassandra.write;

/** Cassandra did not write all records now. The same records may succeed later. */
public final class ClusterUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClusterUnavailableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
