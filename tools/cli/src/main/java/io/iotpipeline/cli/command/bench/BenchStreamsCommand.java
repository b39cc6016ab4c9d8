package io.iotpipeline.cli.command.bench;

import io.iotpipeline.admin.cluster.HomeFolder;
import io.iotpipeline.benchmarks.streams.BenchTopics;
import io.iotpipeline.benchmarks.streams.DrainResult;
import io.iotpipeline.benchmarks.streams.EventFiller;
import io.iotpipeline.benchmarks.streams.StreamsBenchmark;
import io.iotpipeline.benchmarks.streams.Workload;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.producer.parse.DurationParser;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The streams app against a bare copy and a peer on the same records, see docs/benchmarks.md. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Measures the streams app against a bare copy of the same records, and against an app of the"
          + " Kafka Streams DSL that does a part of its work.",
      "Starts a separate Kafka on free ports, fills sensor-events, and lets each program drain it,"
          + " one after the other, each in its own process. Prints events per second and per"
          + " CPU-second of the whole process, the CPU time of the broker, and the bytes of"
          + " changelog and of all written topics for each event."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline bench streams --sensors 1000 --repeat 3",
      "  ./pipeline bench streams --sensors 1000000 --span 1h --late 5%%"
    })
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
      names = "--metrics",
      defaultValue = "2",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Readings of each event (default ${DEFAULT-VALUE}).")
  private int metrics;

  @Option(
      names = "--span",
      defaultValue = "24h",
      converter = OptionConverters.DurationConverter.class,
      paramLabel = "TIME",
      description = "Event time that the events cover (default ${DEFAULT-VALUE}).")
  private Duration span;

  @Option(
      names = "--late",
      defaultValue = "0%",
      converter = OptionConverters.PercentConverter.class,
      paramLabel = "PERCENT",
      description =
          "Share of the events that are up to an hour older than those around them (default"
              + " ${DEFAULT-VALUE}).")
  private double late;

  @Option(
      names = "--duplicates",
      split = ",",
      defaultValue = "on",
      paramLabel = "on|off",
      description = "Duplicate check of the app, one scenario each (default ${DEFAULT-VALUE}).")
  private List<Switch> duplicates;

  @Option(
      names = "--threads",
      defaultValue = "2",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Threads of the app and of the peer (default ${DEFAULT-VALUE}).")
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

  @Option(names = "--no-peer", description = "Leave out the app of the Kafka Streams DSL.")
  private boolean noPeer;

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

  @Option(
      names = "--json",
      description =
          "Print one JSON array, an object for each number of sensors; progress to stderr.")
  private boolean json;

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
  public Integer call() throws Exception {
    PrintStream progress = json ? context.err() : context.out();
    DevStackConfig main = context.devStack();
    new HomeFolder(main.home()).claim();
    Path home = main.home().resolve("bench");
    DevStackConfig config = DevStackConfig.load(main.root(), home);
    if (config.ports().equals(Ports.DEFAULT)) {
      config = config.withPorts(Ports.free());
    }
    DevStack stack = new DevStack(config, progress);
    Thread whenInterrupted = new Thread(stack::down);
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    stack.up(DevStack.Scope.EVENTS);
    StreamsResults results = new StreamsResults();
    try (BenchTopics topics = new BenchTopics(config)) {
      for (int each : sensors) {
        Workload workload = new Workload(events, each, metrics, span, late);
        Map<String, List<DrainResult>> programs = run(config, topics, workload, progress);
        progress.println();
        results.add(workload, programs).print(progress);
      }
    }
    if (json) {
      context.out().println(results.json());
    }
    if (!keep) {
      stack.down();
      stack.wipe();
    }
    return 0;
  }

  /** The runs of each program, the bare copy first. */
  private Map<String, List<DrainResult>> run(
      DevStackConfig config, BenchTopics topics, Workload workload, PrintStream progress)
      throws Exception {
    progress.printf(
        "%n%,d events of %,d sensors, %d metrics, over %s, %.0f %% late%n",
        events, workload.sensors(), metrics, DurationParser.text(span), 100 * late);
    fill(config, topics, workload, progress);
    StreamsBenchmark benchmark =
        new StreamsBenchmark(
            config,
            topics,
            new StreamsBenchmark.Plan(workload, threads, heapMb, jvmArgs, appArgs),
            progress);
    progress.println("  warm-up of the broker, not counted:");
    benchmark.copy();
    Map<String, List<DrainResult>> programs = new LinkedHashMap<>();
    for (int i = 0; i < repeat; i++) {
      add(programs, StreamsResults.BARE_COPY, benchmark.copy());
      for (Switch each : duplicates) {
        add(programs, "app, duplicates " + each, benchmark.app(each == Switch.on));
      }
      if (!noPeer) {
        add(programs, "Kafka Streams DSL", benchmark.peer());
      }
    }
    return programs;
  }

  private static void add(
      Map<String, List<DrainResult>> programs, String program, DrainResult result) {
    programs.computeIfAbsent(program, none -> new ArrayList<>()).add(result);
  }

  private static void fill(
      DevStackConfig config, BenchTopics topics, Workload workload, PrintStream progress)
      throws Exception {
    Path contents = config.home().resolve("filled-with");
    String required = workload.toString();
    boolean isFilled =
        Files.exists(contents)
            && Files.readString(contents).equals(required)
            && topics.events() == workload.events();
    if (!isFilled) {
      topics.emptyAll();
      new EventFiller(config, progress).fill(workload);
      Files.writeString(contents, required);
    }
  }
}
