package io.iotpipeline.producer;

/** The run cannot begin; the message says why, and what to do about it. */
final class StartupException extends RuntimeException {

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
