package io.iotpipeline.admin.cluster;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Waits until a server answers a real request, and prints every 10 s what is missing. */
public final class ReadinessPoller {

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(10);
  private static final int MAX_ERROR_LENGTH = 300;

  /** One real request to a server. */
  @FunctionalInterface
  public interface Probe {

    /**
     * @throws Exception if the server does not answer as it should; the message says why
     */
    void request() throws Exception;

    /**
     * Why one request fails, in one line; empty if it succeeds.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    default Optional<String> error() throws InterruptedException {
      try {
        request();
        return Optional.empty();
      } catch (InterruptedException e) {
        throw e;
      } catch (ExecutionException e) {
        return Optional.of(firstLine(e.getCause()));
      } catch (Exception e) {
        return Optional.of(firstLine(e));
      }
    }
  }

  private static final int MAX_LINE = 79;

  private final String name;
  private final Probe probe;
  private final PrintStream out;
  private final Duration timeout;

  /**
   * @param name of the server
   * @param out where progress is printed
   * @param timeout counts from the call of {@link #await}
   */
  public ReadinessPoller(String name, Probe probe, PrintStream out, Duration timeout) {
    this.name = name;
    this.probe = probe;
    this.out = out;
    this.timeout = timeout;
  }

  /**
   * @param since start of the server; the printed and returned durations count from it
   * @param requireAlive throws a {@link PipelineException} if the server can no longer become ready
   * @param hint text that follows the message of a timeout
   * @return the time from {@code since} until the server was ready
   * @throws PipelineException if the server is not ready within the timeout
   */
  public Duration await(Instant since, Runnable requireAlive, Supplier<String> hint) {
    Poller.waitFor(name + " to become ready", timeout)
        .reportEvery(
            PROGRESS_INTERVAL,
            (waited, error) ->
                out.println(
                    line(
                        "%-13s waiting (%d s): %s"
                            .formatted(name, sinceStart(since).toSeconds(), error))))
        .withHint(hint)
        .await(
            () -> {
              Optional<String> error = probe.error();
              if (error.isPresent()) {
                requireAlive.run();
              }
              return error;
            });
    return sinceStart(since);
  }

  /** Within the width of a terminal; the message of a failure has more of the error. */
  private static String line(String text) {
    return text.length() <= MAX_LINE ? text : text.substring(0, MAX_LINE - 1) + "…";
  }

  private static Duration sinceStart(Instant start) {
    return Duration.between(start, Instant.now());
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse(message);
    return line.length() <= MAX_ERROR_LENGTH ? line : line.substring(0, MAX_ERROR_LENGTH) + "…";
  }
}
