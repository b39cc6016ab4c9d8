package io.iotpipeline.producer.send;

/** The run cannot begin; the message says why, and what to do about it. */
public final class StartupException extends RuntimeException {

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
