package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTtlTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final EventTtl A_DAY = EventTtl.NONE.with(Duration.ofDays(1), START);

  @Test
  void rows_without_a_ttl_never_expire() {
    assertThat(EventTtl.NONE.mayHaveExpired(Instant.MAX)).isFalse();
  }

  @Test
  void the_first_row_expires_one_ttl_after_a_ttl_was_first_set() {
    assertThat(A_DAY.mayHaveExpired(START.plus(Duration.ofHours(23)))).isFalse();
    assertThat(A_DAY.mayHaveExpired(START.plus(Duration.ofHours(24)))).isTrue();
  }

  @Test
  void an_earlier_shorter_ttl_still_counts() {
    EventTtl longer = A_DAY.with(Duration.ofDays(30), START.plus(Duration.ofHours(1)));

    assertThat(longer.seconds()).isEqualTo(Duration.ofDays(30).toSeconds());
    assertThat(longer.mayHaveExpired(START.plus(Duration.ofDays(2)))).isTrue();
  }

  @Test
  void rows_written_with_a_ttl_still_expire_after_the_ttl_is_removed() {
    EventTtl none = A_DAY.with(null, START.plus(Duration.ofHours(1)));

    assertThat(none.seconds()).isNull();
    assertThat(none.mayHaveExpired(START.plus(Duration.ofDays(2)))).isTrue();
  }
}
