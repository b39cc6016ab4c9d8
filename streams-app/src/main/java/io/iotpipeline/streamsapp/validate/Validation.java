package io.iotpipeline.streamsapp.validate;

/** The result of validating an event. */
public sealed interface Validation permits Validation.Valid, Rejected {

  Valid VALID = new Valid();

  /** The event has no violations. */
  record Valid() implements Validation {}
}
