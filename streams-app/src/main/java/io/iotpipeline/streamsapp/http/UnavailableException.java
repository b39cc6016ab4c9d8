package io.iotpipeline.streamsapp.http;

/** The state cannot be read now (status 503), for example at start-up or during a rebalance. */
public final class UnavailableException extends RuntimeException {

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
