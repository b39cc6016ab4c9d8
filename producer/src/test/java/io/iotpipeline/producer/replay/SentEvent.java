package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;

/** The event that a record would send. */
final class SentEvent {

  private SentEvent() {}

  static SensorEvent of(OutgoingRecord record) {
    SensorEvent[] event = new SensorEvent[1];
    byte[] unused =
        record.value(
            value -> {
              event[0] = value;
              return new byte[0];
            });
    return event[0];
  }
}
