package io.iotpipeline.benchmarks.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.benchmarks.sink.SinkCounter;
import io.iotpipeline.benchmarks.streams.EventFiller;
import io.iotpipeline.benchmarks.streams.Workload;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the pipeline from {@code sensor-events} to the rows in Cassandra, on an own stack. */
public final class PipelineBenchmark {

  /** Greatest p99 of a rate that counts as sustained, seconds. */
  private static final double SUSTAINED_P99 = 2;

  private static final double RATE_STEP = 1.5;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration STEP_DURATION = Duration.ofSeconds(20);
  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(200);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(5);

  /**
   * How fast the stack has written the rows of a filled topic.
   *
   * @param perSecond events per second, from the start of the app and the connectors
   * @param secondHalfPerSecond the same for the second half of the events
   * @param cpuSeconds CPU time of each server meanwhile
   */
  public record Drain(
      double perSecond, double secondHalfPerSecond, Map<String, Double> cpuSeconds) {}

  private record Sample(long nanos, long rows) {}

  private final DevStackConfig config;
  private final DevStack stack;
  private final Workload workload;
  private final PrintStream out;

  public PipelineBenchmark(DevStackConfig config, Workload workload, PrintStream out) {
    this.config = config;
    this.stack = new DevStack(config, out);
    this.workload = workload;
    this.out = out;
  }

  /**
   * Fills the topic, then starts the app and the connectors, and measures until the row of the last
   * event is written.
   *
   * @throws io.iotpipeline.admin.cluster.PipelineException if the rows are not those of the events
   */
  public Drain drain() throws IOException {
    stack.up(DevStack.Scope.ROWS);
    new EventFiller(config, out).fill(workload);
    Map<String, Duration> cpuBefore = cpu();
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(System.nanoTime(), 0));
    stack.up();
    ProcessHandle worker = process(stack.server("connect").orElseThrow()).orElseThrow();
    try (SinkCounter counter = SinkCounter.attach(worker.pid())) {
      awaitRows(counter, samples);
    }
    Map<String, Double> cpuSeconds = new LinkedHashMap<>();
    cpu()
        .forEach(
            (server, cpu) ->
                cpuSeconds.put(
                    server,
                    cpu.minus(cpuBefore.getOrDefault(server, Duration.ZERO)).toMillis() / 1e3));
    requireVerified();
    return new Drain(
        rate(samples.get(0), last(samples)), rate(middle(samples), last(samples)), cpuSeconds);
  }

  private void awaitRows(SinkCounter counter, List<Sample> samples) throws IOException {
    Poller.waitWhileProgressing("the rows of all events", STALL_TIMEOUT)
        .every(SAMPLE_INTERVAL)
        .reportEvery(
            Duration.ofSeconds(5), (waited, rows) -> out.printf("  rows of events   %s%n", rows))
        .withHint(() -> "; see ./pipeline status")
        .await(
            () -> {
              long rows = counter.rows("sensor-events");
              if (rows > last(samples).rows()) {
                samples.add(new Sample(System.nanoTime(), rows));
              }
              return rows >= workload.events()
                  ? Optional.empty()
                  : Optional.of(
                      "%,d of %,d, aggregates %,d"
                          .formatted(rows, workload.events(), counter.rows("hourly-aggregates")));
            });
  }

  private void requireVerified() {
    Verification verification =
        new SettledVerification(config.pipeline(), () -> {}, out).verify(SETTLE_TIMEOUT);
    if (!verification.ok()) {
      throw new IllegalStateException("the rows are not those of the events: " + verification);
    }
  }

  /** Sends events at a rate, and measures the time from sending an event to reading its row. */
  public Latencies steady(int rate, Duration duration) throws Exception {
    try (CqlSession session = CassandraSession.open(config.pipeline());
        RowProbe probe = new RowProbe(session, config.eventBucket());
        SteadyLoad load = new SteadyLoad(config, workload.sensors(), workload.metrics(), probe)) {
      return steady(rate, duration, load, probe);
    }
  }

  private Latencies steady(int rate, Duration duration, SteadyLoad load, RowProbe probe)
      throws Exception {
    load.send(rate, WARM_UP, duration);
    Latencies latencies = probe.await();
    out.printf("  %,d events/s: %s%n", rate, latencies);
    return latencies;
  }

  /**
   * Raises the rate in steps until the rows come too late.
   *
   * @param steady what {@link #steady} has measured at this rate
   * @return the greatest rate whose p99 is below {@link #SUSTAINED_P99}; 0 if none
   */
  public int greatestRate(int steadyRate, Latencies steady) throws Exception {
    try (CqlSession session = CassandraSession.open(config.pipeline());
        RowProbe probe = new RowProbe(session, config.eventBucket());
        SteadyLoad load = new SteadyLoad(config, workload.sensors(), workload.metrics(), probe)) {
      int greatest = isSustained(steady) ? steadyRate : 0;
      for (int rate = raise(steadyRate); ; rate = raise(rate)) {
        if (!isSustained(steady(rate, STEP_DURATION, load, probe))) {
          return greatest;
        }
        greatest = rate;
      }
    }
  }

  private static int raise(int rate) {
    return (int) (rate * RATE_STEP);
  }

  private static boolean isSustained(Latencies latencies) {
    return latencies.percentile(0.99) < SUSTAINED_P99;
  }

  private Map<String, Duration> cpu() {
    Map<String, Duration> cpu = new LinkedHashMap<>();
    for (Server server : stack.servers()) {
      process(server)
          .flatMap(process -> process.info().totalCpuDuration())
          .ifPresent(time -> cpu.put(server.name(), time));
    }
    return cpu;
  }

  private static Optional<ProcessHandle> process(Server server) {
    return new ServerProcess(server).running();
  }

  private static Sample middle(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> sample.rows() <= last(samples).rows() / 2)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static double rate(Sample from, Sample to) {
    return (to.rows() - from.rows()) * 1e9 / (to.nanos() - from.nanos());
  }

  private static Sample last(List<Sample> samples) {
    return samples.get(samples.size() - 1);
  }
}
