package io.iotpipeline.producer.simulate;

import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * When the events of a simulation happen (milliseconds since 1970) and when they are due to be sent
 * (nanoseconds since the start of the run).
 */
public interface Timeline {

  long eventTime(long index);

  long dueNanos(long index);

  /** A steady rate: each event happens when it is due, if the run begins at {@code start}. */
  static Timeline paced(Instant start, double eventsPerSecond) {
    long first = start.toEpochMilli();
    return new Timeline() {
      @Override
      public long eventTime(long index) {
        return first + (long) (index * 1e3 / eventsPerSecond);
      }

      @Override
      public long dueNanos(long index) {
        return (long) (index * 1e9 / eventsPerSecond);
      }
    };
  }

  /** All due at once; every sensor has a reading a second. */
  static Timeline unpaced(Instant start, int sensors) {
    long first = start.toEpochMilli();
    return allDue(index -> first + index / sensors * 1000);
  }

  /** All due at once, and each happens when it is made. */
  static Timeline unpaced(LongSupplier clock) {
    return allDue(index -> clock.getAsLong());
  }

  private static Timeline allDue(LongUnaryOperator eventTime) {
    return new Timeline() {
      @Override
      public long eventTime(long index) {
        return eventTime.applyAsLong(index);
      }

      @Override
      public long dueNanos(long index) {
        return 0;
      }
    };
  }
}
