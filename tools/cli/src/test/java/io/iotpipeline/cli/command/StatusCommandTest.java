package io.iotpipeline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

  @Test
  void partitions_are_shown_as_ranges() {
    assertThat(StatusCommand.ranges(List.of())).isEmpty();
    assertThat(StatusCommand.ranges(List.of(4))).isEqualTo("4");
    assertThat(StatusCommand.ranges(List.of(0, 1, 2, 3, 7, 9, 10))).isEqualTo("0-3, 7, 9-10");
  }
}
