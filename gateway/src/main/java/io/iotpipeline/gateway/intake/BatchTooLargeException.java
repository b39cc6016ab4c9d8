package io.iotpipeline.gateway.intake;

/** A message has more than a batch may have; sending it again is of no use. */
public final class BatchTooLargeException extends RuntimeException {

  /**
   * @param what what the message has more of, for people
   */
  BatchTooLargeException(String what) {
    super("more than " + what + " in one message; send several", null, false, false);
  }
}
