package io.iotpipeline.local.stack;

/** The stack, or a part of it, could not be started; the message says which, why and what to do. */
public final class StartException extends RuntimeException {

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
