package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

  @TempDir private Path home;

  /** A process that does nothing and ignores SIGTERM. */
  private final class Idle extends Server {
    Idle() {
      super(new DevStackConfig(home, home, Ports.DEFAULT), "idle");
    }

    @Override
    public String address() {
      return "nowhere";
    }

    @Override
    public List<Integer> ports() {
      return List.of();
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
      return List.of("/bin/sh", "-c", "trap '' TERM; exec tail -f /dev/null");
    }

    @Override
    public void probe() {}
  }

  @Test
  void a_started_process_is_found_until_it_is_stopped() {
    ServerProcess process = new ServerProcess(new Idle());
    process.start();

    assertThat(new ServerProcess(new Idle()).running()).isPresent();
    process.stop(Duration.ofMillis(200));
    assertThat(new ServerProcess(new Idle()).running()).isEmpty();
  }

  @Test
  void a_launch_decides_the_command_line_and_the_environment() throws Exception {
    ServerProcess process = new ServerProcess(new Idle());
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
    ServerProcess process = new ServerProcess(new Idle());
    process.start();

    process.kill();

    assertThat(new ServerProcess(new Idle()).running()).isEmpty();
  }

  @Test
  void another_process_with_the_same_id_is_not_the_server() throws Exception {
    Path folder = Files.createDirectories(home.resolve("idle"));
    long other = ProcessHandle.current().pid();
    Files.writeString(
        folder.resolve("process.json"), "{\"pid\": " + other + ", \"startedMillis\": 1}");

    assertThat(new ServerProcess(new Idle()).running()).isEmpty();
  }
}
