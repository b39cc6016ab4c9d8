package io.iotpipeline.streamsapp.http;

/** Nothing can be read at this moment, while the instance starts or partitions move; try again. */
public final class UnavailableException extends RuntimeException {

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
