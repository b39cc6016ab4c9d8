package io.iotpipeline.chaos;

import io.iotpipeline.admin.cluster.HomeFolder;
import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.fault.FaultOutcome;
import io.iotpipeline.chaos.fault.FaultRunner;
import io.iotpipeline.chaos.fault.Faults;
import io.iotpipeline.chaos.fault.GroupProgress;
import io.iotpipeline.chaos.load.Load;
import io.iotpipeline.chaos.report.ChaosReport;
import io.iotpipeline.chaos.sample.Flatness;
import io.iotpipeline.chaos.sample.Sample;
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
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One run: a stack of its own, load, faults by the schedule, rest, verification, report. The stack
 * is removed at the end, and kept if something does not hold.
 */
public final class ChaosRun {

  private final ChaosOptions options;
  private final PrintStream out;
  private final ChaosStack stack;
  private final Schedule schedule;
  private final Load load;
  private final RunPrinter printer;

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
        new DevStackConfig(root, homes.resolve("chaos-" + options.seed()), ports)
            .withGateway(false)
            .withApi(false);
    this.stack =
        new ChaosStack(
            config, Abilities.ofThisMachine(), options.sabotage(), options.isSoak(), out);
    this.schedule = Schedule.of(options.seed(), options.schedule());
    this.load = new Load(config);
    this.printer = new RunPrinter(options, stack, out);
  }

  /**
   * @return the result; it is also in the report file
   */
  public ChaosReport run() throws IOException, InterruptedException {
    printer.plan(schedule);
    new HomeFolder(stack.config().home().getParent()).claim();
    // Also after Ctrl-C: nothing that the run has started outlives it.
    Thread onInterrupt = new Thread(this::endAll, "end-all");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    boolean ok = false;
    try {
      stack.start();
      ChaosReport report = underLoad();
      ok = report.ok();
      Path file =
          options
              .report()
              .orElse(stack.config().home().resolveSibling("chaos-" + options.seed() + ".json"));
      report.write(file);
      printer.result(report, file);
      return report;
    } finally {
      endAll();
      removeHook(onInterrupt);
      if (ok) {
        stack.wipe();
      } else {
        out.println("Logs and data are kept in " + stack.config().home());
      }
    }
  }

  private void endAll() {
    load.close();
    stack.killAll();
  }

  private ChaosReport underLoad() throws IOException, InterruptedException {
    out.println("The stack is up; the load begins");
    try (GroupProgress progress = new GroupProgress(stack.pipeline())) {
      load.startReal(options.realRate(), options.seed(), progress::flows);
      long startNanos = System.nanoTime();
      LongSupplier clockMs = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      try (Watch watch = new Watch(stack, options.isSoak(), load, progress, clockMs, out).start()) {
        load.startHostile(options.hostileRate(), options.seed(), options.hostileKinds());
        FaultRunner runner = new FaultRunner(stack, progress, clockMs);
        List<FaultOutcome> outcomes =
            new Faults(runner, clockMs, out).run(schedule, options.length());
        Rest.Result rest = new Rest(stack, options.restTimeout(), out).comeToRest(load, clockMs);
        return report(outcomes, rest, watch.samples());
      }
    }
  }

  private ChaosReport report(List<FaultOutcome> outcomes, Rest.Result rest, List<Sample> samples) {
    List<Check> checks = new ArrayList<>();
    checks.add(Faults.allRecovered(outcomes));
    checks.addAll(rest.checks());
    if (options.isSoak()) {
      checks.addAll(new Flatness(samples).checks());
    }
    return new ChaosReport(
        options.seed(),
        options.text(),
        printer.environment(),
        schedule.faults(),
        outcomes,
        stack.operator().repairs(),
        new TreeMap<>(rest.load().hostile()),
        rest.load().real(),
        rest.restMs(),
        rest.verification(),
        checks,
        checks.stream().allMatch(Check::ok),
        samples);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, so the hook runs.
    }
  }
}
