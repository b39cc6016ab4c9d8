package io.iotpipeline.cli.command.bench;

import io.iotpipeline.admin.cluster.HomeFolder;
import io.iotpipeline.benchmarks.ComparisonTable;
import io.iotpipeline.benchmarks.ComparisonTable.Figure;
import io.iotpipeline.benchmarks.streams.BenchTopics;
import io.iotpipeline.benchmarks.streams.DrainResult;
import io.iotpipeline.benchmarks.streams.EventFiller;
import io.iotpipeline.benchmarks.streams.StreamsBenchmark;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.producer.options.OptionConverters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The streams app against a bare copy of the same records, see docs/benchmarks.md. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Measures the streams app against a bare copy of the same records.",
      "Starts a separate Kafka on free ports, fills sensor-events, and lets a bare transactional"
          + " copy and then the streams app drain it, each in its own process with the same"
          + " configuration. Prints events per second and per CPU-second of the process, and the"
          + " ratios to the bare copy."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline bench streams --sensors 1000 --duplicates on --repeat 3"})
public final class BenchStreamsCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--events",
      defaultValue = "10000000",
      converter = OptionConverters.LongCountConverter.class,
      paramLabel = "N",
      description = "Number of events in the topic (default ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--sensors",
      split = ",",
      defaultValue = "1000,100000",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Numbers of sensors, one scenario each (default ${DEFAULT-VALUE}).")
  private List<Integer> sensors;

  @Option(
      names = "--duplicates",
      split = ",",
      defaultValue = "on,off",
      paramLabel = "on|off",
      description = "Duplicate check of the app, one scenario each (default ${DEFAULT-VALUE}).")
  private List<Switch> duplicates;

  @Option(
      names = "--threads",
      defaultValue = "2",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Threads of each process (default ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--heap",
      defaultValue = "1024",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "MB",
      description = "Maximum heap of each process, in MB (default ${DEFAULT-VALUE}).")
  private int heapMb;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Runs per scenario; the median is reported (default ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--app-arg",
      paramLabel = "ARG",
      description = "Argument for the streams app; can be repeated.")
  private List<String> appArgs = new ArrayList<>();

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "Option for the app's JVM, for example a profiler; can be repeated.")
  private List<String> jvmArgs = new ArrayList<>();

  @Option(names = "--keep", description = "Keep the servers and the filled topic for the next run.")
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
    new HomeFolder(main.home()).claim();
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
    String required = events + " events of " + sensorCount + " sensors";
    boolean filled =
        Files.exists(contents)
            && Files.readString(contents).equals(required)
            && topics.events() == events;
    if (!filled) {
      topics.emptyAll();
      new EventFiller(config, context.out()).fill(events, sensorCount);
      Files.writeString(contents, required);
    }
    StreamsBenchmark benchmark =
        new StreamsBenchmark(
            config,
            topics,
            new StreamsBenchmark.Plan(events, threads, heapMb, jvmArgs, appArgs),
            context.out());
    context.out().println("  warm-up of the broker, not counted:");
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
    ComparisonTable<DrainResult> comparison =
        new ComparisonTable<>(
            List.of(
                new Figure<>("EVENTS/S", result -> result.whole().perSecond()),
                new Figure<>("PER CPU-S", result -> result.whole().perCpuSecond()),
                new Figure<>("WARM PER CPU-S", result -> result.secondHalf().perCpuSecond())),
            "OF COPY",
            copies);
    comparison.add("bare copy", copies);
    apps.forEach((check, runs) -> comparison.add("app, duplicates " + check, runs));
    context.out().println();
    comparison.print(context.out());
  }
}
