package io.iotpipeline.chaos.fault;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.chaos.schedule.Component;
import io.iotpipeline.chaos.schedule.Fault;
import io.iotpipeline.chaos.schedule.FaultKind;
import io.iotpipeline.chaos.stack.ChaosStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Executes one fault: begins it, ends it, and waits until the pipeline has recovered. */
public final class FaultRunner {

  /** Longer than restarts, session timeouts and the restoration of a small state together. */
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(5);

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ChaosStack stack;
  private final GroupProgress progress;
  private final LongSupplier clockMs;

  /**
   * @param clockMs milliseconds since the load has started
   */
  public FaultRunner(ChaosStack stack, GroupProgress progress, LongSupplier clockMs) {
    this.stack = stack;
    this.progress = progress;
    this.clockMs = clockMs;
  }

  /** Runs in a thread of its own until the fault has recovered or the time limit is over. */
  public FaultOutcome run(Fault fault) throws InterruptedException {
    long started = clockMs.getAsLong();
    Optional<String> missing = missing(fault.kind());
    if (missing.isPresent()) {
      return new FaultOutcome(fault, started, started, null, missing.get(), "");
    }
    List<String> targets = targets(fault);
    targets.forEach(stack::hold);
    String note = "";
    try {
      happen(fault, targets);
    } catch (IOException | PipelineException e) {
      note = e.getMessage().lines().findFirst().orElse("");
    } finally {
      targets.forEach(stack::release);
    }
    long ended = clockMs.getAsLong();
    return recover(fault, targets, started, ended, note);
  }

  /** What this machine lacks for the kind. */
  private Optional<String> missing(FaultKind kind) {
    return switch (kind) {
      case FULL_DISK ->
          stack.abilities().namespace().isPresent()
              ? Optional.empty()
              : Optional.of("this user cannot mount a small disk (root, or unshare -rm)");
      case CLOCK_STEP ->
          stack.abilities().clockLibrary().isPresent()
              ? Optional.empty()
              : Optional.of("libfaketime is not installed, or a JVM does not work with it");
      default -> Optional.empty();
    };
  }

  private List<String> targets(Fault fault) {
    if (fault.target() > 0) {
      return List.of(fault.component().server(fault.target()));
    }
    int servers =
        fault.component() == Component.CASSANDRA
            ? stack.config().ports().cassandraNodes()
            : stack.config().ports().streamsApps().size();
    return IntStream.rangeClosed(1, servers).mapToObj(fault.component()::server).toList();
  }

  private void happen(Fault fault, List<String> targets) throws IOException, InterruptedException {
    String server = targets.get(0);
    switch (fault.kind()) {
      case KILL -> {
        stack.kill(server);
        letPass(fault.durationMs());
        stack.start(server);
      }
      case PAUSE, HANG -> {
        stack.pause(server);
        try {
          letPass(fault.durationMs());
        } finally {
          stack.resume(server);
        }
      }
      case RESTART -> {
        stack.stop(server);
        stack.start(server);
      }
      case ROLLING_RESTART -> {
        for (String each : targets) {
          stack.stop(each);
          stack.start(each);
          awaitReady(each);
        }
      }
      case DELETE_STATE -> {
        stack.kill(server);
        stack.deleteState(server);
        letPass(fault.durationMs());
        stack.start(server);
      }
      case FULL_DISK -> fullDisk(server, fault.durationMs());
      case CLOCK_STEP -> {
        stack.stepClock(server, fault.stepSeconds());
        try {
          letPass(fault.durationMs());
        } finally {
          stack.stepClock(server, 0);
        }
      }
    }
  }

  /** The server is moved to a small disk, which is filled once it works there. */
  private void fullDisk(String server, long durationMs) throws IOException, InterruptedException {
    stack.smallDisk(server, true);
    try {
      stack.kill(server);
      stack.start(server);
      awaitReady(server);
      stack.fillDisk(server);
      letPass(durationMs);
      stack.freeDisk(server);
    } finally {
      stack.smallDisk(server, false);
    }
  }

  private void awaitReady(String server) {
    Poller.waitFor(server + " to be ready", READY_LIMIT)
        .every(POLL)
        .await(() -> stack.isUp(server) ? Optional.empty() : Optional.of("not ready"));
  }

  /** The length of the fault: a given time, and not a wait for something to happen. */
  private static void letPass(long ms) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(ms);
  }

  /**
   * Waits until the targets answer and both consumer groups have committed more than when the fault
   * ended. A target whose process has ended by itself is started again, as a supervisor does; one
   * that a later fault has stopped is not.
   */
  private FaultOutcome recover(
      Fault fault, List<String> targets, long started, long ended, String noted)
      throws InterruptedException {
    StringBuilder note = new StringBuilder(noted);
    Optional<GroupProgress.Position> atEnd = progress.now();
    long limit = ended + RECOVERY_LIMIT.toMillis();
    while (clockMs.getAsLong() < limit) {
      for (String each : targets) {
        if (!stack.isHeld(each) && !stack.isRunning(each)) {
          note.append(note.isEmpty() ? "" : ", ").append(each).append(" had ended");
          stack.start(each);
        }
      }
      if (atEnd.isEmpty()) {
        atEnd = progress.now();
      } else if (progress.now().filter(atEnd.get()::isBehind).isPresent()
          && targets.stream().allMatch(stack::isUp)) {
        return new FaultOutcome(fault, started, ended, clockMs.getAsLong(), null, note.toString());
      } else {
        stack.operator().repair("fault #" + fault.number());
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return new FaultOutcome(fault, started, ended, null, null, note.toString());
  }
}
