package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a thread that failed, which then tries the same records again, up to 10 times within 5
 * minutes; after that the app stops. A registry that gives no answer is not counted: it comes back,
 * or it does not, but stopping would help neither.
 *
 * <p>An {@link Error} ends the process at once: a JVM that has lost classes or memory cannot be
 * trusted to close its stores as they must be. What was not committed is done again after the next
 * start.
 */
final class MaxFailuresUncaughtExceptionHandler implements StreamsUncaughtExceptionHandler {

  static final int MOST = 10;
  static final Duration WITHIN = Duration.ofMinutes(5);
  private static final Logger LOG =
      LoggerFactory.getLogger(MaxFailuresUncaughtExceptionHandler.class);

  private final LongSupplier nanoTime;
  private final Runnable halt;
  private final Deque<Long> failures = new ArrayDeque<>();

  /**
   * @param halt ends the process without any closing
   */
  MaxFailuresUncaughtExceptionHandler(LongSupplier nanoTime, Runnable halt) {
    this.nanoTime = nanoTime;
    this.halt = halt;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    if (causes(failure).anyMatch(RegistryUnavailableException.class::isInstance)) {
      LOG.warn("The schema registry gives no answer; starting over with a new thread");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (causes(failure).anyMatch(Error.class::isInstance)) {
      LOG.error(
          "A stream thread met an error that this process cannot go on after; ending it", failure);
      halt.run();
    }
    long now = nanoTime.getAsLong();
    while (!failures.isEmpty() && now - failures.peek() > WITHIN.toNanos()) {
      failures.pop();
    }
    failures.add(now);
    if (failures.size() > MOST) {
      LOG.error(
          "A stream thread failed after {} others within {}; giving up", MOST, WITHIN, failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("A stream thread failed; replacing it", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
