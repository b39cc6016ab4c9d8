package io.iotpipeline.producer.simulate;

import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/** Event times and due times of a simulation, by the number of the event from 0. */
interface Timeline {

  /** Returns the event time, in milliseconds since 1970-01-01T00:00:00Z. */
  long eventTime(long index);

  /** Returns when the event is sent, in nanoseconds since the start of the run. */
  long dueNanos(long index);

  /** A constant rate: event time and due time advance together, from {@code start}. */
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

  /** All events are due at once. Event times: one reading per sensor and second. */
  static Timeline unpaced(Instant start, int sensors) {
    long first = start.toEpochMilli();
    return allDue(index -> first + index / sensors * 1000);
  }

  /** All events are due at once. The event time is the time of the clock. */
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
