package io.iotpipeline.gateway.intake;

import io.iotpipeline.schemas.SensorEvent;
import io.vertx.core.Future;
import java.util.List;

/** Takes events for Kafka. Thread-safe, and never blocks the caller. */
public interface Intake {

  /**
   * Writes all events, and the pieces that are not events, to {@code sensor-events}.
   *
   * <p>The future completes on the caller's Vert.x context when Kafka has acknowledged all of them.
   * It fails with a {@link BusyException} if nothing was taken because the buffer is full, and with
   * an {@link UnavailableException} if Kafka has not acknowledged all of them. Then some may be in
   * Kafka: the sender sends all again, and the event ids make each count once. It fails with a
   * {@link BatchTooLargeException} if sending again is of no use.
   *
   * <p>An event that is larger than a record may be is written as a piece that is not an event.
   *
   * @param origin kept with the unreadable pieces
   */
  Future<Void> take(Origin origin, List<SensorEvent> events, List<Unreadable> unreadable);
}
