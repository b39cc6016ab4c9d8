package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.ReadinessPoller;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Waits until a server of this machine is ready; a failure shows the end of its log. */
public final class Readiness {

  /** Servers start within seconds on an idle machine. */
  public static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static final int LOG_LINES = 15;

  private final Server server;
  private final PrintStream out;
  private final Duration timeout;

  public Readiness(Server server, PrintStream out, Duration timeout) {
    this.server = server;
    this.out = out;
    this.timeout = timeout;
  }

  /**
   * @return the time from the start of the process until the server was ready
   * @throws PipelineException if the process ends, or the server is not ready within the timeout
   */
  public Duration await() {
    ServerProcess process = new ServerProcess(server);
    Instant start =
        process.running().flatMap(handle -> handle.info().startInstant()).orElseGet(Instant::now);
    return new ReadinessPoller(server.name(), server::probe, out, timeout)
        .await(
            start,
            () -> {
              if (process.running().isEmpty()) {
                throw new PipelineException(server.name() + " ended during its start." + logTail());
              }
            },
            () ->
                "\n%s still runs: run up again to wait for it, or stop it first: ./pipeline kill %s"
                        .formatted(server.name(), server.name())
                    + logTail());
  }

  private String logTail() {
    String tail = new ServerLogs(server).tail(LOG_LINES);
    return tail.isEmpty() ? "\nIt has written no log." : "\n" + tail;
  }
}
