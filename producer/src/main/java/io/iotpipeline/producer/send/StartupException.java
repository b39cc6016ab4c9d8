package io.iotpipeline.producer.send;

/** The run cannot start. The message names the cause and the remedy. */
public final class StartupException extends RuntimeException {

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
