package io.iotpipeline.gateway.admission;

import java.util.List;

/**
 * What became of a message, when Kafka has acknowledged what is to be kept.
 *
 * @param accepted number of events that were written
 * @param rejected the others, in the order of the message
 */
public record Outcome(int accepted, List<Rejected> rejected) {

  public Outcome {
    rejected = List.copyOf(rejected);
  }

  /** Why a piece of a message was not accepted. */
  public enum Cause {
    /** It is not an event, and is in quarantine. */
    UNREADABLE,
    /** The sender may not speak for the sensor; it is kept nowhere. */
    FORBIDDEN
  }

  /**
   * @param index place in the message, from 0
   * @param error for people
   */
  public record Rejected(int index, Cause cause, String error) {}
}
