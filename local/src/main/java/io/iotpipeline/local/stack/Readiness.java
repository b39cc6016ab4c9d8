package io.iotpipeline.local.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Waits for a server by asking it, and tells what it is waiting for and where to look. */
final class Readiness {

  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
  private static final int LOG_LINES = 15;
  private static final int OBSTACLE_LENGTH = 100;

  private final Server server;
  private final PrintStream out;
  private final Duration patience;

  Readiness(Server server, PrintStream out, Duration patience) {
    this.server = server;
    this.out = out;
    this.patience = patience;
  }

  /**
   * @return how long it took from the start of the process
   * @throws StartException when the process ended, or did not answer within the patience
   */
  Duration await() {
    ServerProcess process = new ServerProcess(server);
    Instant start =
        process.running().flatMap(handle -> handle.info().startInstant()).orElseGet(Instant::now);
    // What has run for days may be busy for a moment, so the patience begins now.
    Instant deadline = Instant.now().plus(patience);
    Instant lastWord = Instant.now();
    while (true) {
      String obstacle = obstacle();
      Instant now = Instant.now();
      Duration waited = Duration.between(start, now);
      if (obstacle == null) {
        return waited;
      }
      if (process.running().isEmpty()) {
        throw new StartException(server.name() + " ended while starting." + logTail());
      }
      if (now.isAfter(deadline)) {
        throw new StartException(
            server.name() + " is not ready after " + patience + ": " + obstacle + logTail());
      }
      if (Duration.between(lastWord, now).compareTo(BETWEEN_WORDS) > 0) {
        out.printf("%-13s waiting (%d s): %s%n", server.name(), waited.toSeconds(), obstacle);
        lastWord = now;
      }
      LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
    }
  }

  /** What stands between the server and its being ready; null when nothing does. */
  private String obstacle() {
    try {
      server.probe();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while waiting for " + server.name(), e);
    } catch (ExecutionException e) {
      return firstLine(e.getCause());
    } catch (Exception e) {
      return firstLine(e);
    }
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse(message);
    return line.length() <= OBSTACLE_LENGTH ? line : line.substring(0, OBSTACLE_LENGTH) + "…";
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
