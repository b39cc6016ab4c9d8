package io.iotpipeline.streamsapp;

/** The validator's verdict on one event. */
sealed interface Validation permits Validation.Valid, Rejected {

  Valid VALID = new Valid();

  /** No rule is broken. */
  record Valid() implements Validation {}
}
