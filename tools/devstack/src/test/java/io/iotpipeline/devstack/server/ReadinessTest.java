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

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

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
  void the_timeout_counts_from_the_call_and_not_from_the_start_of_the_server() {
    Busy server = started(new Busy(1));
    awaitAge(TIMEOUT.multipliedBy(2));

    Duration sinceStart = new Readiness(server, silent(), TIMEOUT).await();

    assertThat(sinceStart).isGreaterThan(TIMEOUT);
  }

  @Test
  void a_timeout_names_the_last_error_of_the_server() {
    Busy server = started(new Busy(Integer.MAX_VALUE));

    assertThatThrownBy(() -> new Readiness(server, silent(), TIMEOUT).await())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("waited 1 s for busy to become ready; last seen: rebalancing");
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
