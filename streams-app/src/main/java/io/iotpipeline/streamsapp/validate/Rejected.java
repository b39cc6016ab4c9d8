package io.iotpipeline.streamsapp.validate;

import io.iotpipeline.schemas.RejectionReason;

/**
 * Why an event is not counted.
 *
 * @param reason the first rule that it breaks
 * @param detail for people: what was found and what was expected, bounded in length
 */
public record Rejected(RejectionReason reason, String detail) implements Decoding, Validation {}
