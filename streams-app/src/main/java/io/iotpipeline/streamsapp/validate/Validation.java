package io.iotpipeline.streamsapp.validate;

/** The validator's verdict on one event. */
public sealed interface Validation permits Validation.Valid, Rejected {

  Valid VALID = new Valid();

  /** No rule is broken. */
  record Valid() implements Validation {}
}
