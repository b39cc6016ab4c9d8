package io.iotpipeline.admin.cluster;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks again and again until the answer is right, and tells what it is waiting for. */
public final class ReadinessPoller {

  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
  private static final int OBSTACLE_LENGTH = 100;

  /** One real request; it throws what keeps the server from answering as it should. */
  public interface Probe {
    void ask() throws Exception;

    /** Whether one request succeeds; an interrupt counts as a failure and is kept. */
    default boolean succeeds() {
      try {
        ask();
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (Exception e) {
        return false;
      }
    }
  }

  private final String name;
  private final Probe probe;
  private final PrintStream out;
  private final Duration patience;

  public ReadinessPoller(String name, Probe probe, PrintStream out, Duration patience) {
    this.name = name;
    this.probe = probe;
    this.out = out;
    this.patience = patience;
  }

  /**
   * @param since what the time waited counts from
   * @param stillPossible throws when there is no use in waiting on
   * @param whereToLook what a failure tells besides the obstacle
   * @return how long it took
   * @throws PipelineException when the patience ends
   */
  public Duration await(Instant since, Runnable stillPossible, Supplier<String> whereToLook) {
    // What has run for days may be busy for a moment, so the patience begins now.
    Instant deadline = Instant.now().plus(patience);
    Instant lastWord = Instant.now();
    while (true) {
      String obstacle = obstacle();
      Instant now = Instant.now();
      Duration waited = Duration.between(since, now);
      if (obstacle == null) {
        return waited;
      }
      stillPossible.run();
      if (now.isAfter(deadline)) {
        throw new PipelineException(
            name + " is not ready after " + patience + ": " + obstacle + whereToLook.get());
      }
      if (Duration.between(lastWord, now).compareTo(BETWEEN_WORDS) > 0) {
        out.printf("%-13s waiting (%d s): %s%n", name, waited.toSeconds(), obstacle);
        lastWord = now;
      }
      LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
    }
  }

  /** What stands between the server and its being ready; null when nothing does. */
  private String obstacle() {
    try {
      probe.ask();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while waiting for " + name, e);
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
}
