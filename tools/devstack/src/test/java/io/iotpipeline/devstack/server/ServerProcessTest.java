package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.status.PipelineStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

  @TempDir private Path home;

  private Server idle() {
    return idle(() -> {});
  }

  /** Does nothing and ignores SIGTERM. */
  private Server idle(Runnable probe) {
    return new ShellServer(home, "idle", "trap '' TERM; " + ShellServer.IDLE, probe);
  }

  @Test
  void a_started_process_is_found_until_it_is_stopped() {
    ServerProcess process = new ServerProcess(idle());
    process.start();

    assertThat(new ServerProcess(idle()).running()).isPresent();
    process.stop(Duration.ofMillis(200));
    assertThat(new ServerProcess(idle()).running()).isEmpty();
  }

  @Test
  void a_launch_decides_the_command_line_and_the_environment() throws Exception {
    ServerProcess process = new ServerProcess(idle());
    Path seen = home.resolve("seen");

    process.start(
        (server, command, environment) -> {
          environment.put("LAUNCHED", server);
          return Stream.concat(
                  Stream.of("/bin/sh", "-c", "echo $LAUNCHED > " + seen + "; exec \"$@\"", "sh"),
                  command.stream())
              .toList();
        });

    Poller.waitFor("the launched command", Duration.ofSeconds(30))
        .await(
            () ->
                Files.exists(seen) && Files.size(seen) > 0
                    ? Optional.empty()
                    : Optional.of("no file"));
    assertThat(Files.readString(seen)).isEqualTo("idle\n");
    assertThat(process.running()).isPresent();
    process.kill();
  }

  @Test
  void a_killed_process_is_gone() {
    ServerProcess process = new ServerProcess(idle());
    process.start();

    process.kill();

    assertThat(new ServerProcess(idle()).running()).isEmpty();
  }

  /** Its parent, a shell that does something else, has not asked for it. */
  @Test
  void a_process_that_has_ended_is_gone_before_its_parent_asks_for_it() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "only Linux has such states");
    Path pid = home.resolve("pid");
    Process parent =
        new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & echo $! > " + pid + "; exec sleep 1000")
            .start();
    try {
      Poller.waitFor("the process", Duration.ofSeconds(30))
          .await(
              () -> Files.exists(pid) && Files.size(pid) > 0 ? Optional.empty() : Optional.of(""));
      ProcessHandle child =
          ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
      Path folder = Files.createDirectories(home.resolve("idle"));
      Files.writeString(
          folder.resolve("process.json"),
          "{\"pid\": %d, \"startedMillis\": %d}"
              .formatted(child.pid(), child.info().startInstant().orElseThrow().toEpochMilli()));
      ServerProcess process = new ServerProcess(idle());
      assertThat(process.running()).isPresent();

      process.stop(Duration.ofMinutes(1));

      assertThat(child.isAlive()).as("the JDK takes it for running").isTrue();
      assertThat(process.running()).isEmpty();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void another_process_with_the_same_id_is_not_the_server() throws Exception {
    Path folder = Files.createDirectories(home.resolve("idle"));
    long other = ProcessHandle.current().pid();
    Files.writeString(
        folder.resolve("process.json"), "{\"pid\": " + other + ", \"startedMillis\": 1}");

    assertThat(new ServerProcess(idle()).running()).isEmpty();
  }

  @Test
  void a_server_that_runs_and_answers_has_no_error() {
    ServerProcess process = new ServerProcess(idle());
    process.start();

    PipelineStatus.Service status = process.status();
    process.kill();

    assertThat(status.state()).isEqualTo("UP");
    assertThat(status.error()).isNull();
    assertThat(status.started()).isNotNull();
  }

  @Test
  void a_server_that_does_not_answer_has_the_reason_of_its_probe() {
    Server server =
        idle(
            () -> {
              throw new IllegalStateException("rebalancing");
            });
    ServerProcess process = new ServerProcess(server);
    process.start();

    PipelineStatus.Service status = process.status();
    process.kill();

    assertThat(status.state()).isEqualTo("NOT READY");
    assertThat(status.error()).isEqualTo("rebalancing");
  }

  @Test
  void a_server_that_has_ended_by_itself_has_its_last_error() throws Exception {
    Server server = idle();
    ServerProcess process = new ServerProcess(server);
    process.start();
    process.kill();
    Files.writeString(
        server.log(),
        """
        2999-01-01T00:00:00,000 ERROR [main] Log: Error while flushing
        java.io.IOException: No space left on device
        """);

    PipelineStatus.Service status = process.status();

    assertThat(status.state()).isEqualTo("DOWN");
    assertThat(status.error()).contains("IOException: No space left on device");
  }

  @Test
  void a_server_that_was_killed_without_an_error_says_so() {
    ServerProcess process = new ServerProcess(idle());
    process.start();
    process.kill();

    assertThat(process.status().error()).startsWith("ended without an error in its log");
  }

  @Test
  void a_server_that_was_stopped_in_order_has_no_error() {
    ServerProcess process = new ServerProcess(idle());
    process.start();
    process.stop(Duration.ofMillis(200));

    assertThat(process.status().state()).isEqualTo("DOWN");
    assertThat(process.status().error()).isNull();
  }
}
