package io.iotpipeline.cli.command.bench;

import io.iotpipeline.benchmarks.gateway.GatewayBenchmark;
import io.iotpipeline.benchmarks.gateway.LoadResult;
import io.iotpipeline.benchmarks.gateway.OpenFiles;
import io.iotpipeline.benchmarks.gateway.Protocol;
import io.iotpipeline.benchmarks.gateway.Scenario;
import io.iotpipeline.benchmarks.streams.BenchTopics;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.server.Gateway;
import io.iotpipeline.devstack.server.Launch;
import io.iotpipeline.producer.options.OptionConverters;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The gateway against bare servers under the same load, see docs/benchmarks.md. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Measures how fast the gateway acknowledges events, against bare servers that acknowledge at"
          + " once.",
      "Starts a separate Kafka on free ports, and lets a load generator send JSON over HTTP in"
          + " batches and over MQTT with QoS 1. Prints acknowledged events per second and per"
          + " CPU-second of the server's process, the CPU time of server, broker and load generator"
          + " in percent of a core, the time to the answer, and the memory of the server for each"
          + " MQTT connection. Fails if the topic has not as many records as were acknowledged."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline bench gateway --repeat 3",
      "  ./pipeline bench gateway --protocols http --batches 100 --duration 60s"
    })
public final class BenchGatewayCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--protocols",
      split = ",",
      defaultValue = "http,mqtt",
      paramLabel = "http|mqtt",
      description = "Protocols to measure (default ${DEFAULT-VALUE}).")
  private List<Via> protocols;

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,100,1000",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Events of each HTTP request, one scenario each (default ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "1000,10000",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Numbers of MQTT connections, one scenario each (default ${DEFAULT-VALUE}).")
  private List<Integer> connections;

  @Option(
      names = "--duration",
      defaultValue = "20s",
      converter = OptionConverters.DurationConverter.class,
      paramLabel = "TIME",
      description = "Time of a measurement (default ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--warm-up",
      defaultValue = "15s",
      converter = OptionConverters.DurationConverter.class,
      paramLabel = "TIME",
      description = "Time under load before each measurement (default ${DEFAULT-VALUE}).")
  private Duration warmUp;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Runs per scenario; the median is reported (default ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(names = "--no-bare", description = "Leave out the bare servers.")
  private boolean noBare;

  @Option(
      names = "--app-arg",
      paramLabel = "ARG",
      description = "Argument for the gateway; can be repeated.")
  private List<String> appArgs = new ArrayList<>();

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "Option for the gateway's JVM, for example a profiler; can be repeated.")
  private List<String> jvmArgs = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print one JSON array, an object for each scenario; progress to stderr.")
  private boolean json;

  enum Via {
    http(Protocol.HTTP),
    mqtt(Protocol.MQTT);

    private final Protocol protocol;

    Via(Protocol protocol) {
      this.protocol = protocol;
    }
  }

  public BenchGatewayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream progress = json ? context.err() : context.out();
    DevStackConfig main = context.devStack();
    Path home = main.home().resolve("bench-gateway");
    DevStackConfig config = new DevStackConfig(main.root(), home, Ports.free());
    BenchStack stack = BenchStack.empty(main, config, progress, this::withArguments);
    stack.servers().up(DevStack.Scope.EVENTS);
    GatewayResults results = new GatewayResults();
    try (BenchTopics topics = new BenchTopics(config)) {
      GatewayBenchmark benchmark =
          new GatewayBenchmark(config, stack.servers(), topics, warmUp, duration, progress);
      for (Scenario scenario : scenarios(progress)) {
        Map<String, List<LoadResult>> programs = run(benchmark, scenario, progress);
        progress.println();
        results.add(scenario, programs).print(progress);
      }
    }
    if (json) {
      context.out().println(results.json());
    }
    stack.end();
    return 0;
  }

  /** The gateway's command line, with the additions of the options. */
  private List<String> withArguments(
      String server, List<String> command, Map<String, String> environment) {
    if (!server.equals(Gateway.NAME)) {
      return Launch.UNCHANGED.command(server, command, environment);
    }
    List<String> extended = new ArrayList<>(command);
    extended.addAll(1, jvmArgs);
    extended.addAll(appArgs);
    return extended;
  }

  private List<Scenario> scenarios(PrintStream progress) {
    List<Scenario> scenarios = new ArrayList<>();
    for (Via each : protocols) {
      switch (each.protocol) {
        case HTTP -> batches.stream().map(Scenario::http).forEach(scenarios::add);
        case MQTT ->
            connections.stream()
                .map(wanted -> Scenario.mqtt(OpenFiles.connections(wanted, progress)))
                .forEach(scenarios::add);
      }
    }
    return scenarios;
  }

  /** The runs of each program, the bare server first. */
  private Map<String, List<LoadResult>> run(
      GatewayBenchmark benchmark, Scenario scenario, PrintStream progress) throws Exception {
    progress.printf(
        "%n%s, events in a message: %,d, connections: %,d%n",
        scenario.protocol(), scenario.batch(), scenario.connections());
    Map<String, List<LoadResult>> programs = new LinkedHashMap<>();
    for (int i = 0; i < repeat; i++) {
      if (!noBare) {
        add(programs, GatewayBenchmark.bareName(scenario.protocol()), benchmark.bare(scenario));
      }
      add(programs, Gateway.NAME, benchmark.gateway(scenario));
    }
    return programs;
  }

  private static void add(
      Map<String, List<LoadResult>> programs, String program, LoadResult result) {
    programs.computeIfAbsent(program, none -> new ArrayList<>()).add(result);
  }
}
