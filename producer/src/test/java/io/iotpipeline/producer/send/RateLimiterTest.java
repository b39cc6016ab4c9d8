package io.iotpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.producer.simulate.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private final List<Long> parks = new ArrayList<>();
  private long now = -5 * SECOND; // nanoTime may well be negative

  @Test
  void holds_a_rate() {
    RateLimiter pace = RateLimiter.start(() -> now, this::sleep);
    Timeline timeline = Timeline.paced(java.time.Instant.EPOCH, 5000);

    for (long i = 0; i < 50_000; i++) {
      pace.await(timeline.dueNanos(i), () -> false);
      assertThat(pace.elapsed()).as("never early").isGreaterThanOrEqualTo(timeline.dueNanos(i));
    }

    assertThat(pace.elapsed()).isBetween(10 * SECOND - MILLI, 10 * SECOND + MILLI);
  }

  @Test
  void what_comes_due_meanwhile_goes_out_together() {
    RateLimiter pace = RateLimiter.start(() -> now, this::sleep);

    for (long due = 0; due <= SECOND; due += MILLI / 5) {
      pace.await(due, () -> false);
    }

    assertThat(parks).hasSizeLessThanOrEqualTo(1000);
  }

  @Test
  void makes_up_for_a_stall() {
    RateLimiter pace = RateLimiter.start(() -> now, this::sleep);
    now += 3 * SECOND;

    pace.await(2 * SECOND, () -> false);

    assertThat(parks).isEmpty();
  }

  @Test
  void a_long_wait_ends_soon_after_a_stop() {
    RateLimiter pace = RateLimiter.start(() -> now, this::sleep);

    pace.await(3600 * SECOND, () -> parks.size() == 3);

    assertThat(pace.elapsed()).isEqualTo(SECOND * 3 / 10);
  }

  private void sleep(long nanos) {
    parks.add(nanos);
    now += nanos;
  }
}
