package io.iotpipeline.streamsapp.config;

/** The app cannot start. The message names the cause and the remedy. */
public final class StartupException extends RuntimeException {

  /** Exit code: wrong arguments or settings. */
  public static final int USAGE = 2;

  /** Exit code: the settings are valid, but the app cannot start or has failed. */
  public static final int FAILURE = 1;

  private final int exitCode;

  public StartupException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
