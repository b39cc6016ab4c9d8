package io.iotpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private final List<Long> parks = new ArrayList<>();
  private long now = -5 * SECOND; // System.nanoTime() can be negative

  @Test
  void keeps_the_rate() {
    RateLimiter limiter = RateLimiter.start(() -> now, this::sleep);

    for (long i = 0; i < 50_000; i++) {
      long due = i * SECOND / 5000;
      limiter.await(due, () -> false);
      assertThat(limiter.elapsedNanos()).as("never early").isGreaterThanOrEqualTo(due);
    }

    assertThat(limiter.elapsedNanos()).isBetween(10 * SECOND - MILLI, 10 * SECOND + MILLI);
  }

  @Test
  void events_due_within_a_millisecond_share_one_wait() {
    RateLimiter limiter = RateLimiter.start(() -> now, this::sleep);

    for (long due = 0; due <= SECOND; due += MILLI / 5) {
      limiter.await(due, () -> false);
    }

    assertThat(parks).hasSizeLessThanOrEqualTo(1000);
  }

  @Test
  void catches_up_after_a_stall() {
    RateLimiter limiter = RateLimiter.start(() -> now, this::sleep);
    now += 3 * SECOND;

    limiter.await(2 * SECOND, () -> false);

    assertThat(parks).isEmpty();
  }

  @Test
  void a_long_wait_ends_soon_after_a_stop_request() {
    RateLimiter limiter = RateLimiter.start(() -> now, this::sleep);

    limiter.await(3600 * SECOND, () -> parks.size() == 3);

    assertThat(limiter.elapsedNanos()).isEqualTo(SECOND * 3 / 10);
  }

  private void sleep(long nanos) {
    parks.add(nanos);
    now += nanos;
  }
}
