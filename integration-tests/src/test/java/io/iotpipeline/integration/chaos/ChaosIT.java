package io.iotpipeline.integration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.Verbs;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A short chaos run holds, and a run in which a guarantee is broken on purpose does not. Each run
 * has a stack of its own and takes minutes, so they are in the Maven profile {@code chaos} only.
 */
@Tag("chaos")
class ChaosIT {

  private final Verbs verbs =
      new Verbs(Path.of(Checkout.ROOT.toString(), "integration-tests", "target", "it-chaos"));

  @Test
  void nothing_is_lost_and_nothing_counts_twice() {
    String text = verbs.succeed("chaos", "--seed=1", "--duration=1m");

    assertThat(text)
        .contains("Schedule of seed 1:", "#1 ", "chaos ok, seed 1")
        .containsPattern("#1 .*: recovered [\\d.]+ s after its end")
        .containsPattern("ok +acknowledged = in the input topic");
  }

  /**
   * Only the check of the broken guarantee may fail, so that a failure of the run is not taken for
   * it.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exactly-once | input = validated + rejected
          early-commit | validated ids = rows of sensor_events
          write-time   | rows of hourly_aggregates = recomputed from sensor_events
          """)
  void a_broken_guarantee_is_noticed(String sabotage, String check) {
    Verbs.Result result =
        verbs.run(
            "chaos",
            "--seed=2",
            "--duration=1m",
            "--faults=none",
            "--hostile=0%",
            "--wait=60s",
            "--sabotage=" + sabotage);

    assertThat(result.code()).as(result.text()).isEqualTo(1);
    assertThat(result.text())
        .contains("FAILED " + check, "sabotage " + sabotage + " was noticed")
        .containsPattern("ok +every fault has recovered")
        .containsPattern("ok +all servers are UP");
  }
}
