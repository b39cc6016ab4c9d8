package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @TempDir private Path home;
  private ServerProcess process;

  /** A process that answers only after some probes. */
  private final class Busy extends Server {
    private int probesToFail;

    Busy(int probesToFail) {
      super(new DevStackConfig(home, home, Ports.DEFAULT), "busy");
      this.probesToFail = probesToFail;
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
      return List.of("tail", "-f", "/dev/null");
    }

    @Override
    public void probe() {
      if (probesToFail-- > 0) {
        throw new IllegalStateException("rebalancing");
      }
    }
  }

  @AfterEach
  void stop() {
    process.kill();
  }

  @Test
  void a_server_that_has_run_for_long_is_waited_for_as_long_as_a_new_one() {
    Busy server = started(new Busy(1));
    awaitAge(PATIENCE.multipliedBy(2));

    Duration sinceStart = new Readiness(server, silent(), PATIENCE).await();

    assertThat(sinceStart).isGreaterThan(PATIENCE);
  }

  @Test
  void says_what_a_server_was_busy_with_when_the_patience_ends() {
    Busy server = started(new Busy(Integer.MAX_VALUE));

    assertThatThrownBy(() -> new Readiness(server, silent(), PATIENCE).await())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("busy is not ready after PT1S: rebalancing");
  }

  private Busy started(Busy server) {
    process = new ServerProcess(server);
    process.start();
    return server;
  }

  private void awaitAge(Duration age) {
    Instant start = process.running().orElseThrow().info().startInstant().orElseThrow();
    while (Duration.between(start, Instant.now()).compareTo(age) < 0) {
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}
