package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

  private final Steps steps = new Steps();
  private final List<String> done = new ArrayList<>();

  @Test
  void a_failed_step_does_not_stop_the_others() {
    assertThat(steps.run(() -> fail("no answer\nits log"))).isFalse();
    assertThat(steps.run(() -> done.add("tables"))).isTrue();
    steps.run(() -> fail("rejected"));

    assertThat(done).containsExactly("tables");
    assertThatThrownBy(() -> steps.requireSuccess("Not all:"))
        .isInstanceOf(PipelineException.class)
        .hasMessage("Not all:\n  - no answer\n    its log\n  - rejected");
  }

  @Test
  void nothing_is_thrown_if_all_succeed() {
    steps.run(() -> done.add("tables"));

    assertThatCode(() -> steps.requireSuccess("Not all:")).doesNotThrowAnyException();
  }

  @Test
  void an_interrupt_ends_the_steps() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> steps.run(() -> fail("interrupted"))).hasMessage("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void fail(String message) {
    throw new PipelineException(message);
  }
}
