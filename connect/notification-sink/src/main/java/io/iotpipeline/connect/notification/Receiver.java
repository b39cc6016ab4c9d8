package io.iotpipeline.connect.notification;

/** Where notifications go. */
@FunctionalInterface
interface Receiver {

  /**
   * Delivers one request.
   *
   * @throws ReceiverAwayException if the same request may succeed later
   * @throws RequestRefusedException if it will not
   */
  void send(String body) throws ReceiverAwayException, RequestRefusedException;
}
