package io.iotpipeline.api.answer;

/** A request cannot be answered as asked; the message is a sentence for the client. */
public final class ProblemException extends RuntimeException {

  private static final int RETRY_AFTER_SECONDS = 2;

  private final int status;

  public ProblemException(int status, String message) {
    super(message, null, false, false); // bad requests are frequent, and no bugs
    this.status = status;
  }

  public static ProblemException badRequest(String message) {
    return new ProblemException(400, message);
  }

  public static ProblemException notFound(String message) {
    return new ProblemException(404, message);
  }

  /** A server that the answer needs is away. */
  public static ProblemException unavailable(String message) {
    return new ProblemException(503, message);
  }

  public static ProblemException timeout(String message) {
    return new ProblemException(504, message);
  }

  public int status() {
    return status;
  }

  /** Seconds after which asking again is of use; 0: it is of none. */
  public int retryAfterSeconds() {
    return status == 503 || status == 429 ? RETRY_AFTER_SECONDS : 0;
  }
}
