package io.iotpipeline.streamsapp;

import io.iotpipeline.streamsapp.http.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The recent failures of stream threads. A failed thread is replaced and Kafka Streams is soon
 * RUNNING again, so only these failures tell an app that works from one that fails at the same
 * record again and again. Thread-safe.
 */
final class ThreadFailures {

  /** How long a failure is reported. */
  static final Duration REPORTED = Duration.ofMinutes(5);

  /** How long after the last of several failures the threads count as failing. */
  static final Duration SETTLED = Duration.ofMinutes(1);

  private static final int MAX_ERROR_LENGTH = 300;

  private final InstantSource clock;
  private final Deque<Instant> times = new ArrayDeque<>();
  private String lastError = "";

  ThreadFailures(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(Throwable failure) {
    removeOld();
    times.addLast(clock.instant());
    lastError = oneLine(failure);
  }

  /** Whether threads keep failing: more than one has failed, the last one a moment ago. */
  synchronized boolean continuing() {
    removeOld();
    return times.size() > 1 && times.getLast().isAfter(clock.instant().minus(SETTLED));
  }

  /** Empty if there was no failure recently. */
  synchronized Optional<HealthReport.ThreadFailures> report() {
    removeOld();
    return times.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HealthReport.ThreadFailures(
                times.size(),
                times.getLast().truncatedTo(ChronoUnit.SECONDS).toString(),
                lastError));
  }

  private void removeOld() {
    Instant oldest = clock.instant().minus(REPORTED);
    while (!times.isEmpty() && times.getFirst().isBefore(oldest)) {
      times.removeFirst();
    }
  }

  /** The root cause: Kafka Streams wraps it in exceptions that only name the task. */
  private static String oneLine(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? "" : root.getMessage().lines().findFirst().orElse("");
    String name = root.getClass().getSimpleName();
    String line = message.isEmpty() ? name : name + ": " + message;
    return line.length() <= MAX_ERROR_LENGTH ? line : line.substring(0, MAX_ERROR_LENGTH) + "…";
  }
}
