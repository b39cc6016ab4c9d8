package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void a_high_limit_allows_what_is_wanted() {
    assertThat(OpenFiles.connections(10_000, 20_000, out)).isEqualTo(10_000);
    assertThat(bytes.toString(UTF_8)).isEmpty();
  }

  @Test
  void a_low_limit_lowers_the_number_and_says_how_to_raise_it() {
    assertThat(OpenFiles.connections(10_000, 4096, out)).isEqualTo(3796);
    assertThat(bytes.toString(UTF_8))
        .contains("3,796 connections instead of 10,000", "ulimit -n 10300");
  }
}
