package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a thread that failed, which then tries the same records again, up to 10 times within 5
 * minutes; after that the app stops. A registry that gives no answer is not counted: it comes back,
 * or it does not, but stopping would help neither.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

  static final int MOST = 10;
  static final Duration WITHIN = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

  private final LongSupplier nanoTime;
  private final Deque<Long> failures = new ArrayDeque<>();

  ThreadReplacement(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    if (isRegistryUnavailable(failure)) {
      LOG.warn("The schema registry gives no answer; starting over with a new thread");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
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

  private static boolean isRegistryUnavailable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailableException) {
        return true;
      }
    }
    return false;
  }
}
