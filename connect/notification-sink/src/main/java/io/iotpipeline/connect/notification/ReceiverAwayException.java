package io.iotpipeline.connect.notification;

import java.time.Duration;

/**
 * The receiver did not take a request, for a reason that is not in the request: it is away, is too
 * busy, refuses the login or is not at this address. The same request is sent again.
 */
final class ReceiverAwayException extends Exception {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  ReceiverAwayException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  ReceiverAwayException(String message, Throwable cause) {
    super(message, cause);
    this.retryAfter = Duration.ZERO;
  }

  /** How long the receiver asks to wait; zero if it does not say. */
  Duration retryAfter() {
    return retryAfter;
  }
}
