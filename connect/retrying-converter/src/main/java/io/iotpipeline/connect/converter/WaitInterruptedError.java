package io.iotpipeline.connect.converter;

/**
 * Ends a conversion that waits for the schema registry when the worker stops. No exception, because
 * Connect tolerates every exception of a converter: with {@code errors.tolerance=all} it would send
 * the record to the dead letter queue and convert the next one.
 */
final class WaitInterruptedError extends Error {

  WaitInterruptedError(InterruptedException cause) {
    super("interrupted while waiting for the schema registry", cause);
  }
}
