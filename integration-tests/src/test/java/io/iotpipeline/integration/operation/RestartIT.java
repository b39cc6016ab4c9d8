package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.CsvFile;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline after all servers were stopped and started again. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class RestartIT {

  private final TestStack stack;
  private CsvFile file;
  private Verification before;
  private Verification after;

  RestartIT(TestStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void restart(@TempDir Path folder) throws Exception {
    file = new CsvFile(folder, "restart");
    file.replay(stack.verbs());
    before = stack.verified();
    stack.verbs().succeed("down");
    stack.verbs().succeed("up");
    after = Verification.run(stack.pipeline());
  }

  @Test
  void nothing_is_lost() {
    assertThat(after.ok()).as(after.toString()).isTrue();
    assertThat(withoutUpdates(after)).isEqualTo(withoutUpdates(before));
  }

  /**
   * Not the number of aggregate updates: one may be emitted after a verification has counted the
   * topic and before it reads the rows.
   */
  private static Map<String, Long> withoutUpdates(Verification verification) {
    Map<String, Long> counts = new TreeMap<>(verification.counts());
    counts.remove("hourly-aggregates");
    return counts;
  }

  @Test
  void all_servers_are_up_and_verify_holds() {
    stack.verbs().awaitSuccess("status");
    assertThat(stack.verbs().run("verify").code()).isZero();
  }

  @Test
  void an_event_from_before_is_still_known_as_a_duplicate() throws Exception {
    Change change = stack.changeBy(() -> file.replay(stack.verbs()));

    assertThat(change.of("sensor_events rows")).isZero();
    assertThat(change.rejections()).isEqualTo(Map.of("DUPLICATE", (long) CsvFile.EVENTS));
  }
}
