package io.iotpipeline.gateway.intake;

import java.time.Duration;

/** Nothing was taken, because there is too much in work; the sender may try again. */
public class BusyException extends RuntimeException {

  private final Duration retryAfter;

  /**
   * @param retryAfter how long the sender should wait
   */
  public BusyException(String message, Duration retryAfter) {
    super(message, null, false, false); // frequent under load, and no bug
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
