package io.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineUsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quarantine",
        "quarantine replay",
        "quarantine replay --again",
        "quarantine replay --all --reason LATE",
        "quarantine list --reason NO_SUCH_REASON",
        "quarantine list --since yesterday",
        "quarantine show sensor-events-3-1234"
      })
  void wrong_usage_is_told_before_anything_is_asked_of_a_server(String line) {
    assertThat(PipelineMain.run(line.split(" "))).isEqualTo(2);
  }
}
