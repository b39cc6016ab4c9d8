package io.iotpipeline.streamsapp.validate;

/** The result of decoding a record value: an event or a rejection. */
public sealed interface Decoding permits Decoding.Decoded, Rejected {

  /** The event, not validated yet. */
  record Decoded(DecodedEvent event) implements Decoding {}
}
