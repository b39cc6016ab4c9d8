package io.iotpipeline.gateway.admission;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.intake.Batch;
import io.vertx.core.Future;

/** Takes a message that was read: checks rights and rate, and writes what is allowed. */
public interface Admission {

  /**
   * The future completes on the caller's Vert.x context when Kafka has acknowledged all events and
   * unreadable pieces that are to be written. It fails as that of {@link
   * io.iotpipeline.gateway.intake.Intake#take}; a sender above its rate is busy, too.
   *
   * @param protocol such as {@code http}
   * @param address host and port of the client
   */
  Future<Outcome> admit(String protocol, Sender sender, String address, Batch batch);
}
