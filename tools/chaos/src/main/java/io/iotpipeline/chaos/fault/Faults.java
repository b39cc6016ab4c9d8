package io.iotpipeline.chaos.fault;

import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.schedule.Fault;
import io.iotpipeline.chaos.schedule.Schedule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Executes a schedule. */
public final class Faults {

  private static final int THREADS = 16;

  private final FaultRunner runner;
  private final LongSupplier clockMs;
  private final PrintStream out;

  /**
   * @param clockMs milliseconds since the load has started
   * @param out gets a line for each fault
   */
  public Faults(FaultRunner runner, LongSupplier clockMs, PrintStream out) {
    this.runner = runner;
    this.clockMs = clockMs;
    this.out = out;
  }

  /** Starts each fault when it is due; returns when all have recovered and the time is over. */
  public List<FaultOutcome> run(Schedule schedule, Duration length) throws InterruptedException {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS);
    try {
      List<Future<FaultOutcome>> running = new ArrayList<>();
      for (Fault fault : schedule.faults()) {
        running.add(
            timer.schedule(
                () -> run(fault), fault.atMs() - clockMs.getAsLong(), TimeUnit.MILLISECONDS));
      }
      Future<?> end =
          timer.schedule(() -> {}, length.toMillis() - clockMs.getAsLong(), TimeUnit.MILLISECONDS);
      List<FaultOutcome> outcomes = new ArrayList<>();
      for (Future<FaultOutcome> each : running) {
        outcomes.add(each.get());
      }
      end.get();
      return outcomes;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fault could not be executed", e.getCause());
    } finally {
      timer.shutdownNow();
    }
  }

  private FaultOutcome run(Fault fault) throws InterruptedException {
    FaultOutcome outcome = runner.run(fault);
    out.println(outcome.text());
    return outcome;
  }

  /** Whether all have recovered or could not be done. */
  public static Check allRecovered(List<FaultOutcome> outcomes) {
    List<String> missing =
        outcomes.stream().filter(each -> !each.ok()).map(each -> each.fault().text()).toList();
    List<Long> times =
        outcomes.stream()
            .filter(each -> each.recoveredMs() != null)
            .map(FaultOutcome::timeToRecoveryMs)
            .toList();
    double slowest = times.stream().mapToLong(Long::longValue).max().orElse(0) / 1e3;
    return new Check(
        "every fault has recovered",
        missing.isEmpty(),
        missing.isEmpty()
            ? "%d of %d faults done, slowest recovery %.1f s"
                .formatted(times.size(), outcomes.size(), slowest)
            : "not within five minutes: " + String.join("; ", missing));
  }
}
