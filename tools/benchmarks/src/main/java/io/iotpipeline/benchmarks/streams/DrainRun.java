package io.iotpipeline.benchmarks.streams;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run of a process that drains the topic: starts it, follows the committed offsets of its
 * consumer group until all events are committed, and stops it.
 */
final class DrainRun {

  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(200);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

  /** Committed events and CPU time of the process at one point in time. */
  private record Sample(long nanos, long committed, Duration cpu) {}

  private final String name;
  private final List<String> command;
  private final Path log;
  private final PrintStream out;

  DrainRun(String name, List<String> command, Path log, PrintStream out) {
    this.name = name;
    this.command = command;
    this.log = log;
    this.out = out;
  }

  /**
   * Runs the process.
   *
   * @param progress number of events that the process has committed
   * @param events number of events in the topic; the run ends when all are committed
   * @throws PipelineException if the process exits or makes no progress before that
   */
  DrainResult run(Progress progress, long events) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    Thread whenInterrupted = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    try {
      return watch(process, progress, events);
    } finally {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    }
  }

  private DrainResult watch(Process process, Progress progress, long events) {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(System.nanoTime(), 0, Duration.ZERO));
    Poller.waitWhileProgressing(name + " to commit all events", STALL_TIMEOUT)
        .every(SAMPLE_INTERVAL)
        .reportEvery(
            REPORT_INTERVAL, (waited, committed) -> out.printf("  %-24s %s%n", name, committed))
        .withHint(this::see)
        .await(
            () -> {
              if (!process.isAlive()) {
                throw new PipelineException(name + " ended with " + process.exitValue() + see());
              }
              Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
              Sample sample = new Sample(System.nanoTime(), progress.committed(), cpu);
              if (sample.committed() > last(samples).committed()) {
                samples.add(sample);
              }
              long committed = last(samples).committed();
              return committed >= events
                  ? Optional.empty()
                  : Optional.of("%,d of %,d".formatted(committed, events));
            });
    return result(samples);
  }

  private static DrainResult result(List<Sample> samples) {
    Sample start = samples.get(0);
    Sample end = last(samples);
    Sample middle =
        samples.stream()
            .filter(sample -> sample.committed() <= end.committed() / 2)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    return new DrainResult(rate(start, end), rate(middle, end));
  }

  private static DrainResult.Rate rate(Sample from, Sample to) {
    long events = to.committed() - from.committed();
    double seconds = (to.nanos() - from.nanos()) / 1e9;
    double cpuSeconds = to.cpu().minus(from.cpu()).toMillis() / 1e3;
    return new DrainResult.Rate(events / seconds, events / cpuSeconds);
  }

  private static Sample last(List<Sample> samples) {
    return samples.get(samples.size() - 1);
  }

  private String see() {
    return "; see " + log;
  }

  /** Number of events that the process has committed. */
  interface Progress {
    long committed();
  }
}
