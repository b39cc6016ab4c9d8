package io.iotpipeline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

  @Test
  void partitions_are_shown_as_ranges() {
    assertThat(StatusCommand.ranges(List.of())).isEmpty();
    assertThat(StatusCommand.ranges(List.of(4))).isEqualTo("4");
    assertThat(StatusCommand.ranges(List.of(0, 1, 2, 3, 7, 9, 10))).isEqualTo("0-3, 7, 9-10");
  }

  @Test
  void the_time_since_the_start_is_shown_in_two_units() {
    assertThat(StatusCommand.rounded(Duration.ofMillis(14_999))).isEqualTo("14s");
    assertThat(StatusCommand.rounded(Duration.ofSeconds(3_599))).isEqualTo("59m59s");
    assertThat(StatusCommand.rounded(Duration.ofSeconds(3_661))).isEqualTo("1h1m");
    assertThat(StatusCommand.rounded(Duration.ofHours(50).plusMinutes(3))).isEqualTo("2d2h");
  }
}
