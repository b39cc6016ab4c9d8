package io.iotpipeline.streamsapp;

/** The app cannot start; the message tells a person what to do about it. */
final class StartUpException extends RuntimeException {

  /** Wrongly configured. */
  static final int USAGE = 2;

  /** Rightly configured, but the world is not ready. */
  static final int FAILURE = 1;

  private final int exitCode;

  StartUpException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
