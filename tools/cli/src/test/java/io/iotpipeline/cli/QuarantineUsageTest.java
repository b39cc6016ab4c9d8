package io.iotpipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.cli.context.Context;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineUsageTest {

  @TempDir private Path home;

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
    PrintStream none = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);

    assertThat(PipelineMain.run(new Context(home, home, none, none), line.split(" "))).isEqualTo(2);
  }
}
