package io.iotpipeline.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteResultTest {

  @Test
  void parses_the_three_figures_of_the_bare_loop() {
    assertThat(WriteResult.parse("26568.1 27000.0 51903.5\n"))
        .isEqualTo(new WriteResult(26568.1, 27000.0, 51903.5));
  }
}
