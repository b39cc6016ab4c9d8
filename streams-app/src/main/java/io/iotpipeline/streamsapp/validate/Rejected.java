package io.iotpipeline.streamsapp.validate;

import io.iotpipeline.schemas.RejectionReason;

/**
 * A rejection.
 *
 * @param reason the first reason that applies
 * @param detail what was found and what was expected, for people; limited in length
 */
public record Rejected(RejectionReason reason, String detail) implements Decoding, Validation {}
