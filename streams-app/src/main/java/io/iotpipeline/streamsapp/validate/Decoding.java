package io.iotpipeline.streamsapp.validate;

/** What became of the bytes of a record: an event, or a reason why they are none. */
public sealed interface Decoding permits Decoding.Decoded, Rejected {

  /** The bytes are an event; whether it makes sense is not said. */
  record Decoded(DecodedEvent reading) implements Decoding {}
}
