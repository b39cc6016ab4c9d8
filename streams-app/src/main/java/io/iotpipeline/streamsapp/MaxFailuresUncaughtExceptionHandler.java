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
 * Replaces a failed stream thread; the new thread processes the same records again. After 10
 * failures within 5 minutes the next one stops the app. A registry that does not answer is not
 * counted: stopping the app would not help.
 *
 * <p>An {@link Error} ends the process at once, because after a lost class or a lack of memory the
 * JVM may not close the stores correctly. Uncommitted work is repeated after the next start.
 */
final class MaxFailuresUncaughtExceptionHandler implements StreamsUncaughtExceptionHandler {

  static final int MAX_FAILURES = 10;
  static final Duration MAX_INTERVAL = Duration.ofMinutes(5);
  private static final Logger LOG =
      LoggerFactory.getLogger(MaxFailuresUncaughtExceptionHandler.class);

  private final LongSupplier nanoTime;
  private final Runnable halt;
  private final Deque<Long> failures = new ArrayDeque<>();

  /**
   * @param halt ends the process without closing anything
   */
  MaxFailuresUncaughtExceptionHandler(LongSupplier nanoTime, Runnable halt) {
    this.nanoTime = nanoTime;
    this.halt = halt;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    if (causes(failure).anyMatch(RegistryUnavailableException.class::isInstance)) {
      LOG.warn("The schema registry does not answer; replacing the stream thread");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (causes(failure).anyMatch(Error.class::isInstance)) {
      LOG.error("A stream thread failed with a JVM error; halting the process", failure);
      halt.run();
    }
    long now = nanoTime.getAsLong();
    while (!failures.isEmpty() && now - failures.peek() > MAX_INTERVAL.toNanos()) {
      failures.pop();
    }
    failures.add(now);
    if (failures.size() > MAX_FAILURES) {
      LOG.error(
          "A stream thread failed, after {} failures within {}; stopping the app",
          MAX_FAILURES,
          MAX_INTERVAL,
          failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("A stream thread failed; replacing it", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
