package io.iotpipeline.gateway.intake;

/** A message has more events than a batch may have; nothing of it is taken. */
public final class BatchTooLargeException extends RuntimeException {

  BatchTooLargeException() {
    super(
        "more than %d events in one message; send several".formatted(Batch.MAX_SIZE),
        null,
        false,
        false);
  }
}
