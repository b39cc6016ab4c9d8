package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.ReadinessPoller;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Waits for a server that was started here by asking it; a failure shows the end of its log. */
public final class Readiness {

  /** For servers that start in seconds on an idle machine. */
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
   * @return how long it took from the start of the process
   * @throws PipelineException when the process ended, or did not answer within the timeout
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
                throw new PipelineException(server.name() + " ended while starting." + logTail());
              }
            },
            this::logTail);
  }

  private String logTail() {
    Path log = server.log();
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
      return "\nIts log, " + log + ", ends with:\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "\nIts log should be " + log;
    }
  }
}
