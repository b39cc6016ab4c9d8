package io.iotpipeline.benchmarks.streams;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * One run of a process that drains the topic: starts it, follows its progress until all events are
 * committed and nothing more is written, and stops it.
 */
final class DrainRun {

  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(200);

  /**
   * Longer than the app waits before it emits an update ({@code emit.interval.ms}), and longer than
   * a pause of a collector with a large heap.
   */
  private static final Duration QUIET = Duration.ofSeconds(15);

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

  /** Progress, and CPU time of the process and of the broker, at one point in time. */
  private record Sample(
      long nanos, long committed, long written, Duration cpu, Duration brokerCpu) {}

  private final String name;
  private final List<String> command;
  private final Path log;
  private final ProcessHandle broker;
  private final PrintStream out;

  DrainRun(String name, List<String> command, Path log, ProcessHandle broker, PrintStream out) {
    this.name = name;
    this.command = command;
    this.log = log;
    this.broker = broker;
    this.out = out;
  }

  /**
   * Runs the process.
   *
   * @param events number of events in the topic
   * @param bytes sizes of the topics, read at the end of the run
   * @throws PipelineException if the process exits or makes no progress before that
   */
  DrainResult run(Progress progress, long events, Callable<Map<String, Long>> bytes)
      throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    Thread whenInterrupted = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    try {
      List<Sample> samples = watch(process, progress, events);
      return result(samples, bytes.call());
    } finally {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    }
  }

  private List<Sample> watch(Process process, Progress progress, long events) {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(System.nanoTime(), 0, 0, Duration.ZERO, cpu(broker)));
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
              Sample sample =
                  new Sample(
                      System.nanoTime(),
                      progress.committed(),
                      progress.written(),
                      cpu(process.toHandle()),
                      cpu(broker));
              Sample before = last(samples);
              if (sample.committed() > before.committed() || sample.written() > before.written()) {
                samples.add(sample);
              }
              return sample.committed() >= events
                      && sample.nanos() - last(samples).nanos() > QUIET.toNanos()
                  ? Optional.empty()
                  : Optional.of("%,d of %,d".formatted(sample.committed(), events));
            });
    return samples;
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static DrainResult result(List<Sample> samples, Map<String, Long> bytes) {
    Sample start = samples.get(0);
    Sample end = last(samples);
    Sample middle =
        samples.stream()
            .filter(sample -> sample.committed() <= end.committed() / 2)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    double brokerCpuSeconds = end.brokerCpu().minus(start.brokerCpu()).toMillis() / 1e3;
    return new DrainResult(rate(start, end), rate(middle, end), brokerCpuSeconds, bytes);
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

  /** How far the process is. */
  interface Progress {

    /** Number of events whose offsets are committed. */
    long committed();

    /** A number that grows with what it has written. */
    long written();
  }
}
