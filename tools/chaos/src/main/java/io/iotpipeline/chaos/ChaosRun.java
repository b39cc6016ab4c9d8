package io.iotpipeline.chaos;

import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.fault.FaultOutcome;
import io.iotpipeline.chaos.fault.FaultRunner;
import io.iotpipeline.chaos.fault.GroupProgress;
import io.iotpipeline.chaos.load.HostileCounts;
import io.iotpipeline.chaos.load.HostileProcess;
import io.iotpipeline.chaos.load.RealProducers;
import io.iotpipeline.chaos.report.ChaosReport;
import io.iotpipeline.chaos.sample.Flatness;
import io.iotpipeline.chaos.sample.Sample;
import io.iotpipeline.chaos.schedule.Fault;
import io.iotpipeline.chaos.schedule.Schedule;
import io.iotpipeline.chaos.stack.Abilities;
import io.iotpipeline.chaos.stack.ChaosStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.PortProbe;
import io.iotpipeline.devstack.config.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run: a stack of its own, load, faults by the schedule, rest, verification, report. The stack
 * is removed at the end, and kept if something does not hold.
 */
public final class ChaosRun {

  private static final int THREADS = 16;

  private final ChaosOptions options;
  private final PrintStream out;
  private final ChaosStack stack;
  private final Schedule schedule;

  /**
   * @param root the checkout, with its modules built
   * @param homes folder in which the run makes its home folder
   * @param out one line per fault, and progress
   */
  public ChaosRun(ChaosOptions options, Path root, Path homes, PrintStream out) {
    this.options = options;
    this.out = out;
    Ports ports =
        Ports.free()
            .withCassandraNodes(options.cassandraNodes(), PortProbe::isFree)
            .withStreamsApps(options.streamsApps(), PortProbe::isFree);
    DevStackConfig config =
        new DevStackConfig(root, homes.resolve("chaos-" + options.seed()), ports);
    this.stack = new ChaosStack(config, Abilities.ofThisMachine(), options.sabotage(), out);
    this.schedule = Schedule.of(options.seed(), options.schedule());
  }

  /**
   * @return the result; it is also in the report file
   */
  public ChaosReport run() throws IOException, InterruptedException {
    printPlan();
    RealProducers real = new RealProducers(stack.config());
    // Also after Ctrl-C: nothing that the run has started outlives it.
    Runnable endAll =
        () -> {
          real.close();
          stack.killAll();
        };
    Thread onInterrupt = new Thread(endAll, "end-all");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      stack.start();
      ChaosReport report = underLoad(real);
      Path file =
          options
              .report()
              .orElse(stack.config().home().resolveSibling("chaos-" + options.seed() + ".json"));
      report.write(file);
      printResult(report, file);
      stack.killAll();
      if (report.ok()) {
        stack.wipe();
      } else {
        out.println("Logs and data are kept in " + stack.config().home());
      }
      return report;
    } catch (RuntimeException | IOException e) {
      out.println("Logs and data are kept in " + stack.config().home());
      throw e;
    } finally {
      endAll.run();
      removeHook(onInterrupt);
    }
  }

  private ChaosReport underLoad(RealProducers real) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    Clock clock = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    try (GroupProgress progress = new GroupProgress(stack.pipeline());
        Watch watch = Watch.start(stack, real, progress, clock, out);
        Hostility hostile = Hostility.start(options, stack.config())) {
      real.start(options.realRate(), options.seed());
      List<FaultOutcome> outcomes = faults(progress, clock);
      Rest rest = new Rest(stack, options.restTimeout(), out);
      List<Check> checks = new ArrayList<>();
      checks.add(recovered(outcomes));
      Rest.Result result = rest.comeToRest(real, hostile, clock);
      checks.addAll(result.checks());
      List<Sample> samples = watch.samples();
      if (options.isSoak()) {
        checks.addAll(new Flatness(samples).checks());
      }
      return new ChaosReport(
          options.seed(),
          options.text(),
          environment(),
          schedule.faults(),
          outcomes,
          stack.repairs(),
          new TreeMap<>(result.hostile()),
          result.real(),
          result.restMs(),
          result.verification(),
          checks,
          checks.stream().allMatch(Check::ok),
          samples);
    }
  }

  /** Starts each fault when it is due; returns when all have recovered and the time is over. */
  private List<FaultOutcome> faults(GroupProgress progress, Clock clock)
      throws InterruptedException {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS);
    List<Future<FaultOutcome>> running = new ArrayList<>();
    FaultRunner runner = new FaultRunner(stack, progress, clock::ms);
    for (Fault fault : schedule.faults()) {
      running.add(
          timer.schedule(
              () -> {
                FaultOutcome outcome = runner.run(fault);
                out.println(outcome.text());
                return outcome;
              },
              fault.atMs() - clock.ms(),
              TimeUnit.MILLISECONDS));
    }
    Future<?> end =
        timer.schedule(() -> {}, options.length().toMillis() - clock.ms(), TimeUnit.MILLISECONDS);
    try {
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

  private static Check recovered(List<FaultOutcome> outcomes) {
    List<String> missing = new ArrayList<>();
    long done = 0;
    long slowest = 0;
    for (FaultOutcome each : outcomes) {
      if (!each.ok()) {
        missing.add(each.fault().text());
      } else if (each.skipped() == null) {
        done++;
        slowest = Math.max(slowest, each.timeToRecoveryMs());
      }
    }
    return new Check(
        "every fault has recovered",
        missing.isEmpty(),
        missing.isEmpty()
            ? "%d of %d faults done, slowest recovery %.1f s"
                .formatted(done, outcomes.size(), slowest / 1e3)
            : "not within five minutes: " + String.join("; ", missing));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("java", Runtime.version().toString());
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    environment.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    environment.put(
        "kafka", versionIn(stack.config().artifacts().kafkaClassPath(), "kafka-clients"));
    environment.put(
        "cassandra", versionIn(stack.config().artifacts().cassandraClassPath(), "cassandra-all"));
    environment.put(
        "small_disk",
        stack.abilities().namespace().map(each -> String.join(" ", each)).orElse("not possible"));
    environment.put(
        "clock_steps", stack.abilities().clockLibrary().map(Path::toString).orElse("not possible"));
    return environment;
  }

  /** The version of a library, by the name of its jar. */
  private static String versionIn(String classPath, String library) {
    Matcher jar = Pattern.compile(Pattern.quote(library) + "-([^/]+)\\.jar").matcher(classPath);
    return jar.find() ? jar.group(1) : "unknown";
  }

  private void printPlan() {
    out.println("chaos " + options.text());
    environment().forEach((what, value) -> out.printf("  %-12s %s%n", what, value));
    out.println("  home         " + stack.config().home());
    out.println("Schedule of seed " + options.seed() + ":");
    schedule
        .faults()
        .forEach(
            each -> out.printf("%7.1f s  #%d %s%n", each.atMs() / 1e3, each.number(), each.text()));
    if (schedule.faults().isEmpty()) {
      out.println("  no faults");
    }
    out.println();
  }

  private void printResult(ChaosReport report, Path file) {
    out.println();
    Map<String, HostileCounts> hostile = report.hostile();
    hostile.forEach(
        (kind, each) ->
            out.printf(
                "hostile %-16s sent %d, acknowledged %d, refused %d, unknown %d, uncommitted %d%n",
                kind,
                each.sent(),
                each.acknowledged(),
                each.refused(),
                each.unknown(),
                each.uncommitted()));
    report
        .checks()
        .forEach(
            each ->
                out.printf(
                    "%-6s %s: %s%n", each.ok() ? "ok" : "FAILED", each.name(), each.detail()));
    options
        .sabotage()
        .ifPresent(
            each ->
                out.printf(
                    "sabotage %s was %s%n",
                    each.option(), report.ok() ? "NOT NOTICED" : "noticed"));
    out.println("Report: " + file);
    out.printf("chaos %s, seed %d%n", report.ok() ? "ok" : "FAILED", report.seed());
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, so the hook runs.
    }
  }

  /** Milliseconds since the load has started. */
  interface Clock {
    long ms();
  }

  /** The hostile producer, or none. */
  record Hostility(Optional<HostileProcess> process) implements AutoCloseable {

    static Hostility start(ChaosOptions options, DevStackConfig config) throws IOException {
      return new Hostility(
          options.hostileRate() > 0
              ? Optional.of(
                  HostileProcess.start(
                      config, options.seed(), options.hostileRate(), options.hostileKinds()))
              : Optional.empty());
    }

    Map<String, HostileCounts> stop() throws IOException, InterruptedException {
      return process.isPresent() ? process.get().stop() : Map.of();
    }

    @Override
    public void close() {
      process.ifPresent(HostileProcess::close);
    }
  }
}
