package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTtlTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final EventTtl A_DAY = EventTtl.NONE.with(Duration.ofDays(1), START);

  @Test
  void rows_without_a_limited_life_never_end() {
    assertThat(EventTtl.NONE.mayHaveEnded(Instant.MAX)).isFalse();
  }

  @Test
  void the_first_row_ends_a_life_after_the_life_was_first_limited() {
    assertThat(A_DAY.mayHaveEnded(START.plus(Duration.ofHours(23)))).isFalse();
    assertThat(A_DAY.mayHaveEnded(START.plus(Duration.ofHours(24)))).isTrue();
  }

  @Test
  void a_shorter_life_that_there_was_once_is_not_forgotten() {
    EventTtl longer = A_DAY.with(Duration.ofDays(30), START.plus(Duration.ofHours(1)));

    assertThat(longer.seconds()).isEqualTo(Duration.ofDays(30).toSeconds());
    assertThat(longer.mayHaveEnded(START.plus(Duration.ofDays(2)))).isTrue();
  }

  @Test
  void rows_written_while_life_was_limited_still_end_when_it_no_longer_is() {
    EventTtl none = A_DAY.with(null, START.plus(Duration.ofHours(1)));

    assertThat(none.seconds()).isNull();
    assertThat(none.mayHaveEnded(START.plus(Duration.ofDays(2)))).isTrue();
  }
}
