package io.iotpipeline.streamsapp;

/** The app cannot start; the message tells a person what to do about it. */
public final class StartupException extends RuntimeException {

  /** Wrongly configured. */
  public static final int USAGE = 2;

  /** Rightly configured, but the world is not ready. */
  static final int FAILURE = 1;

  private final int exitCode;

  public StartupException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
