package io.iotpipeline.gateway.intake;

/** The gateway cannot start. The message names the service, the cause and the remedy. */
public final class StartupException extends RuntimeException {

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
