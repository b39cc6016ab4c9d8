package io.iotpipeline.producer.send;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Delays each event until it is due. Due times count from the start of the run, not from the
 * previous event, so the rate does not drift and delays are caught up. All times are in
 * nanoseconds.
 */
public final class RateLimiter {

  /** Shorter waits cost more than they gain: events that become due meanwhile go out together. */
  private static final long MIN_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Maximum delay until a stop request is noticed. */
  private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LongSupplier clock;
  private final LongConsumer park;
  private final long start;

  private RateLimiter(LongSupplier clock, LongConsumer park) {
    this.clock = clock;
    this.park = park;
    this.start = clock.getAsLong();
  }

  /** Creates a limiter whose run starts now. */
  public static RateLimiter start() {
    return start(System::nanoTime, LockSupport::parkNanos);
  }

  static RateLimiter start(LongSupplier clock, LongConsumer park) {
    return new RateLimiter(clock, park);
  }

  long elapsedNanos() {
    return clock.getAsLong() - start;
  }

  /** Returns when {@code dueNanos} have passed since the start, or soon after a stop request. */
  void await(long dueNanos, BooleanSupplier stopRequested) {
    long wait = dueNanos - elapsedNanos();
    while (wait > 0 && !stopRequested.getAsBoolean()) {
      park.accept(Math.max(MIN_PARK_NANOS, Math.min(MAX_PARK_NANOS, wait)));
      wait = dueNanos - elapsedNanos();
    }
  }
}
