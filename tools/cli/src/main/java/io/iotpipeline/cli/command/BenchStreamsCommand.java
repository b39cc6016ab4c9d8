package io.iotpipeline.cli.command;

import io.iotpipeline.admin.format.TextTable;
import io.iotpipeline.benchmarks.Median;
import io.iotpipeline.benchmarks.streams.BenchTopics;
import io.iotpipeline.benchmarks.streams.DrainResult;
import io.iotpipeline.benchmarks.streams.EventFiller;
import io.iotpipeline.benchmarks.streams.StreamsBenchmark;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The streams app against a bare copy of the same records: see docs/benchmarks.md. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills sensor-events of a Kafka of its own, on free ports, and lets a bare transactional"
          + " copy",
      "and the streams app drain it, each in a process of its own with the same config. Prints",
      "events/s by the wall clock and per CPU-second of the process, and their ratios."
    })
public final class BenchStreamsCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--events",
      defaultValue = "10000000",
      paramLabel = "N",
      description = "Events in the topic (default ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--sensors",
      split = ",",
      defaultValue = "1000,100000",
      paramLabel = "N",
      description = "Numbers of sensors, a scenario each (default ${DEFAULT-VALUE}).")
  private List<Integer> sensors;

  @Option(
      names = "--duplicates",
      split = ",",
      defaultValue = "on,off",
      paramLabel = "on|off",
      description = "With the check for duplicates, without, or both (default ${DEFAULT-VALUE}).")
  private List<Switch> duplicates;

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads of either process (default ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--heap",
      defaultValue = "1024",
      paramLabel = "MB",
      description = "Heap of either process (default ${DEFAULT-VALUE}).")
  private int heapMb;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "N",
      description = "Runs of each, of which the median is told (default ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(names = "--app-arg", paramLabel = "ARG", description = "Passed to the streams app.")
  private List<String> appArgs = new ArrayList<>();

  @Option(names = "--jvm-arg", paramLabel = "ARG", description = "Passed to the app's JVM.")
  private List<String> jvmArgs = new ArrayList<>();

  @Option(names = "--keep", description = "Leave the filled topic for the next run.")
  private boolean keep;

  enum Switch {
    on,
    off
  }

  public BenchStreamsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    DevStackConfig main = context.devStack();
    Path home = main.home().resolve("bench");
    DevStackConfig config = DevStackConfig.load(main.root(), home);
    if (config.ports().equals(Ports.DEFAULT)) {
      config = config.withPorts(Ports.free());
    }
    DevStack stack = new DevStack(config, context.out());
    Thread whenInterrupted = new Thread(stack::down);
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    stack.up(DevStack.Scope.EVENTS);
    try (BenchTopics topics = new BenchTopics(config)) {
      for (int each : sensors) {
        run(config, topics, each);
      }
    }
    if (!keep) {
      stack.down();
      stack.wipe();
    }
    return 0;
  }

  private void run(DevStackConfig config, BenchTopics topics, int sensorCount)
      throws IOException, InterruptedException, ExecutionException {
    context.out().printf("%n%,d events of %,d sensors%n", events, sensorCount);
    Path contents = config.home().resolve("filled-with");
    String wanted = events + " events of " + sensorCount + " sensors";
    boolean filled =
        Files.exists(contents)
            && Files.readString(contents).equals(wanted)
            && topics.events() == events;
    if (!filled) {
      topics.emptyAll();
      new EventFiller(config, context.out()).fill(events, sensorCount);
      Files.writeString(contents, wanted);
    }
    StreamsBenchmark benchmark =
        new StreamsBenchmark(
            config,
            topics,
            new StreamsBenchmark.Plan(events, threads, heapMb, jvmArgs, appArgs),
            context.out());
    context.out().println("  to warm the broker, not counted:");
    benchmark.copy();
    List<DrainResult> copies = new ArrayList<>();
    Map<Switch, List<DrainResult>> apps = new LinkedHashMap<>();
    for (int i = 0; i < repeat; i++) {
      copies.add(benchmark.copy());
      for (Switch each : duplicates) {
        apps.computeIfAbsent(each, none -> new ArrayList<>()).add(benchmark.app(each == Switch.on));
      }
    }
    print(copies, apps);
  }

  private void print(List<DrainResult> copies, Map<Switch, List<DrainResult>> apps) {
    TextTable table =
        new TextTable(
            List.of(
                "WHAT",
                "EVENTS/S",
                "OF COPY",
                "PER CPU-S",
                "OF COPY",
                "WARM PER CPU-S",
                "OF COPY"));
    table.add(row("bare copy", copies, copies));
    apps.forEach((check, runs) -> table.add(row("app, duplicates " + check, runs, copies)));
    context.out().println();
    table.print(context.out());
  }

  private static List<String> row(String what, List<DrainResult> runs, List<DrainResult> copies) {
    List<String> row = new ArrayList<>(List.of(what));
    List<ToDoubleFunction<DrainResult>> figures =
        List.of(
            result -> result.whole().perSecond(),
            result -> result.whole().perCpuSecond(),
            result -> result.secondHalf().perCpuSecond());
    for (ToDoubleFunction<DrainResult> figure : figures) {
      double own = Median.of(runs, figure);
      row.add(String.format(Locale.ROOT, "%,.0f", own));
      row.add(String.format(Locale.ROOT, "%.0f %%", 100 * own / Median.of(copies, figure)));
    }
    return row;
  }
}
