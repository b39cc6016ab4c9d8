package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateRateLimiterTest {

  private static final long START = 1_000_000;

  private final UpdateRateLimiter rateLimiter =
      new UpdateRateLimiter(Duration.ofSeconds(5), 100, 20_000);

  @BeforeEach
  void start() {
    rateLimiter.start(START);
  }

  @Test
  void while_events_come_there_is_credit_for_an_interval_and_for_the_time_that_passes() {
    rateLimiter.event(START);
    assertThat(rateLimiter.allowance(START)).isEqualTo(500);
    rateLimiter.sent(500);
    assertThat(rateLimiter.allowance(START)).isZero();

    assertThat(rateLimiter.allowance(START + 10)).isEqualTo(1);
    assertThat(rateLimiter.allowance(START + 505)).isEqualTo(50);

    rateLimiter.event(START + 60_000);
    assertThat(rateLimiter.allowance(START + 60_000)).isEqualTo(500);
  }

  @Test
  void more_than_was_allowed_is_paid_for_later() {
    rateLimiter.event(START);
    rateLimiter.sent(600);
    assertThat(rateLimiter.allowance(START + 900)).isZero();

    rateLimiter.event(START + 1_500);
    assertThat(rateLimiter.allowance(START + 1_500)).isEqualTo(50);
  }

  @Test
  void updates_without_events_are_paid_for_by_one_interval_at_most() {
    rateLimiter.sent(20_000);

    rateLimiter.event(START + 6_000);
    assertThat(rateLimiter.allowance(START + 6_000)).isEqualTo(100);
  }

  @Test
  void nothing_waits_when_no_event_has_come_for_an_interval() {
    rateLimiter.event(START);
    rateLimiter.sent(500);

    assertThat(rateLimiter.allowance(START + 4_999)).isEqualTo(499);
    assertThat(rateLimiter.allowance(START + 5_000)).isEqualTo(20_000);
  }

  @Test
  void a_clock_that_is_set_back_gives_no_credit() {
    rateLimiter.event(START);
    rateLimiter.sent(500);
    rateLimiter.event(START - 60_000);

    assertThat(rateLimiter.allowance(START - 60_000)).isZero();
    assertThat(rateLimiter.allowance(START - 59_900)).isEqualTo(10);
  }

  @Test
  void the_largest_rate_does_not_overflow() {
    UpdateRateLimiter fastest = new UpdateRateLimiter(Duration.ofDays(3650), 1_000_000, 20_000);
    fastest.start(START);
    fastest.event(START);

    assertThat(fastest.allowance(START)).isEqualTo(20_000);
  }
}
