package io.iotpipeline.connect.notification;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long {@code put} may go on sending. After a longer one, the consumer could have left its
 * group, and whoever has its partitions next would send all again.
 */
final class PutTime {

  /** With the requests that are then still to end, well below max.poll.interval.ms. */
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private long end;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  PutTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void begin() {
    end = nanoTime.getAsLong() + LONGEST_NANOS;
  }

  boolean isOver() {
    return nanoTime.getAsLong() - end > 0;
  }
}
