package io.iotpipeline.producer.send;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Holds events back until they are due. Each is due at a time of its own since the start, so that a
 * stall is made up for and rates do not drift. Times are in nanoseconds.
 */
public final class RateLimiter {

  /** Not worth a wake-up for less: what comes due meanwhile goes out together. */
  private static final long SHORTEST_PARK = TimeUnit.MILLISECONDS.toNanos(1);

  /** Often enough to notice a request to stop. */
  private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(100);

  private final LongSupplier clock;
  private final LongConsumer park;
  private final long start;

  private RateLimiter(LongSupplier clock, LongConsumer park) {
    this.clock = clock;
    this.park = park;
    this.start = clock.getAsLong();
  }

  /** Starts now. */
  public static RateLimiter start() {
    return start(System::nanoTime, LockSupport::parkNanos);
  }

  public static RateLimiter start(LongSupplier clock, LongConsumer park) {
    return new RateLimiter(clock, park);
  }

  long elapsed() {
    return clock.getAsLong() - start;
  }

  /** Returns when {@code dueNanos} have passed since the start, or as soon as it is to stop. */
  void await(long dueNanos, BooleanSupplier stop) {
    long wait = dueNanos - elapsed();
    while (wait > 0 && !stop.getAsBoolean()) {
      park.accept(Math.max(SHORTEST_PARK, Math.min(LONGEST_PARK, wait)));
      wait = dueNanos - elapsed();
    }
  }
}
