package io.iotpipeline.vertxserver;

/** The server cannot start. The message is for people: it names the cause and the remedy. */
public final class StartupException extends RuntimeException {

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
