package io.iotpipeline.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RateLimits limits = new RateLimits(100, nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void a_sender_above_its_rate_waits_until_it_has_paid() {
    assertThat(limits.take("a", 150)).isZero();

    Duration wait = limits.take("a", 1);

    assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofMillis(520));
    pass(wait);
    assertThat(limits.take("a", 1)).isZero();
  }

  @Test
  void one_sender_does_not_take_the_rate_of_another() {
    assertThat(limits.take("a", 1_000)).isZero();

    assertThat(limits.take("a", 1)).isPositive();
    assertThat(limits.take("b", 1)).isZero();
  }

  @Test
  void over_time_the_rate_is_kept() {
    int taken = 0;
    for (int i = 0; i < 10_000; i++) { // 10 s
      if (limits.take("a", 1).isZero()) {
        taken++;
      }
      pass(Duration.ofMillis(1));
    }

    assertThat(taken).isBetween(1_050, 1_101); // and one second at once
  }

  @Test
  void a_sender_that_was_silent_has_one_second_at_once() {
    assertThat(limits.take("a", 100)).isZero();
    pass(Duration.ofHours(1));

    assertThat(limits.take("a", 100)).isZero();
    assertThat(limits.take("a", 1)).isPositive();
  }

  @Test
  void without_a_rate_nobody_waits() {
    assertThat(RateLimits.NONE.take("a", Integer.MAX_VALUE)).isZero();
    assertThat(RateLimits.NONE.take("a", Integer.MAX_VALUE)).isZero();
  }

  @Test
  void forgets_those_that_have_not_sent_for_longest() {
    assertThat(limits.take("first", 1_000)).isZero();
    for (int i = 0; i < 10_000; i++) {
      assertThat(limits.take("sender-" + i, 1)).isZero();
    }

    assertThat(limits.take("first", 1)).isZero();
  }
}
