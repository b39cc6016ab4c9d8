package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @TempDir private Path home;
  private ServerProcess process;

  @AfterEach
  void stop() {
    process.kill();
  }

  @Test
  void the_timeout_counts_from_the_call_and_not_from_the_start_of_the_server() {
    Server server = started(1);
    awaitAge(TIMEOUT.multipliedBy(2));

    Duration sinceStart = new Readiness(server, silent(), TIMEOUT).await();

    assertThat(sinceStart).isGreaterThan(TIMEOUT);
  }

  @Test
  void a_timeout_names_the_last_error_of_the_server() {
    Server server = started(Integer.MAX_VALUE);

    assertThatThrownBy(() -> new Readiness(server, silent(), TIMEOUT).await())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("waited 1 s for busy to become ready; last seen: rebalancing");
  }

  /** A server that answers only after some probes. */
  private Server started(int probesToFail) {
    AtomicInteger remaining = new AtomicInteger(probesToFail);
    Server server =
        new ShellServer(
            home,
            "busy",
            ShellServer.IDLE,
            () -> {
              if (remaining.getAndDecrement() > 0) {
                throw new IllegalStateException("rebalancing");
              }
            });
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
