package io.iotpipeline.connect.notification;

/** The receiver refuses the content of a request; it would refuse it each time. */
final class RequestRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  RequestRefusedException(String message) {
    super(message);
  }
}
