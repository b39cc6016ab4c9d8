package io.iotpipeline.api.server;

/** The API cannot start; the message is for people, and says what to do. */
public final class StartupException extends RuntimeException {

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
