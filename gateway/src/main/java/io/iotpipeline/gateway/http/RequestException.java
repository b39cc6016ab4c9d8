package io.iotpipeline.gateway.http;

/** A request cannot be answered as asked; it becomes an answer in the dialect of the path. */
final class RequestException extends RuntimeException {

  private final int status;

  RequestException(int status, String message) {
    super(message, null, false, false); // bad requests are frequent, and no bugs
    this.status = status;
  }

  int status() {
    return status;
  }
}
