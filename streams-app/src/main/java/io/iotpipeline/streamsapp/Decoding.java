package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.SensorEvent;

/** What became of the bytes of a record: an event, or a reason why they are none. */
sealed interface Decoding permits Decoding.Decoded, Rejected {

  /** The bytes are an event; whether it makes sense is not said. */
  record Decoded(SensorEvent event) implements Decoding {}
}
