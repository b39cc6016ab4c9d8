package io.iotpipeline.gateway.intake;

/** Kafka has not acknowledged the events; the sender sends them again. */
public final class UnavailableException extends RuntimeException {

  public UnavailableException(String message, Throwable cause) {
    super(message, cause, false, false); // one for each request while Kafka is away
  }
}
