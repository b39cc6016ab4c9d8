package io.iotpipeline.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZombiesTest {

  @ParameterizedTest
  @CsvSource({
    "true, 42 (java) Z 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 25 5 1 0 99",
    "true, 42 (a) Z (b) S) Z 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 25 5 1 0 99",
    "false, 42 (java) Z 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 25 5 3 0 99",
    "false, 42 (java) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 25 5 1 0 99",
    "false, 42 (a) Z 1) R 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 25 5 1 0 99",
    "false, 42 (java) Z",
    "false, 42 (java)",
    "false, ''"
  })
  void the_state_and_the_number_of_threads_follow_the_name(boolean isZombie, String stat) {
    assertThat(Zombies.isZombie(stat)).isEqualTo(isZombie);
  }

  @Test
  void a_process_that_runs_is_none() {
    assertThat(Zombies.isZombie(ProcessHandle.current())).isFalse();
  }
}
