package io.iotpipeline.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.devstack.server.Launch;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.devstack.server.ShellServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerRunnerTest {

  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @TempDir private Path home;

  private final ServerRunner runner =
      new ServerRunner(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          Launch.UNCHANGED);

  private Server healthy;
  private Server slow;
  private Server broken;

  @BeforeEach
  void define() {
    healthy = new ShellServer(home, "healthy", ShellServer.IDLE, () -> {});
    slow = new ShellServer(home, "slow", ShellServer.IDLE, ServerRunnerTest::notReady);
    broken = new ShellServer(home, "broken", "echo no disk; exit 3", ServerRunnerTest::notReady);
  }

  @AfterEach
  void kill() {
    List.of(healthy, slow, broken).forEach(server -> new ServerProcess(server).kill());
  }

  private static void notReady() {
    throw new IllegalStateException("not ready");
  }

  @Test
  void a_server_that_does_not_start_leaves_the_others_running() {
    assertThatThrownBy(
            () ->
                runner.run(
                    () -> {
                      runner.start(healthy);
                      runner.start(broken);
                      runner.await(healthy, TIMEOUT);
                      runner.await(broken, Duration.ofSeconds(30));
                    }))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("broken ended during its start")
        .hasMessageContaining("no disk");

    assertThat(runner.isRunning(healthy)).isTrue();
    assertThat(runner.isRunning(broken)).isFalse();
  }

  /** The next start waits for it again; a start from the beginning would never come to its end. */
  @Test
  void a_server_that_is_not_ready_in_time_goes_on_with_its_start() {
    assertThatThrownBy(
            () ->
                runner.run(
                    () -> {
                      runner.start(slow);
                      runner.await(slow, TIMEOUT);
                    }))
        .hasMessageContaining("slow still runs: run up again to wait for it")
        .hasMessageContaining("./pipeline kill slow");

    assertThat(runner.isRunning(slow)).isTrue();
  }

  /** Each of the two ends when it sees that the other one is being stopped too. */
  @Test
  void servers_that_do_not_need_each_other_stop_at_the_same_time() {
    Server left = new ShellServer(home, "left", endsWith("left", "right"), () -> {});
    Server right = new ShellServer(home, "right", endsWith("right", "left"), () -> {});
    for (Server each : List.of(left, right)) {
      new ServerProcess(each).start();
      Poller.waitFor(each.name() + " to run", Duration.ofSeconds(30))
          .await(
              () ->
                  Files.exists(home.resolve(each.name() + ".runs"))
                      ? Optional.empty()
                      : Optional.of("its file"));
    }

    runner.stopTogether(List.of(left, right));

    assertThat(home.resolve("left.ended")).exists();
    assertThat(home.resolve("right.ended")).exists();
  }

  private String endsWith(String name, String other) {
    return """
        cd %1$s
        trap 'touch %2$s.stops; while [ ! -e %3$s.stops ]; do sleep 0.1; done; touch %2$s.ended; exit' TERM
        touch %2$s.runs
        while true; do sleep 0.1; done
        """
        .formatted(home, name, other);
  }

  @Test
  void an_interrupt_stops_what_was_started_and_nothing_else() {
    new ServerProcess(healthy).start();

    assertThatThrownBy(
            () ->
                runner.run(
                    () -> {
                      runner.start(healthy);
                      runner.start(slow);
                      Thread.currentThread().interrupt();
                      runner.await(slow, TIMEOUT);
                    }))
        .isInstanceOf(PipelineException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(runner.isRunning(healthy)).isTrue();
    assertThat(runner.isRunning(slow)).isFalse();
  }
}
