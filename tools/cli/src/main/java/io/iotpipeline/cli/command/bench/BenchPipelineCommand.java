package io.iotpipeline.cli.command.bench;

import io.iotpipeline.benchmarks.pipeline.Latencies;
import io.iotpipeline.benchmarks.pipeline.PipelineBenchmark;
import io.iotpipeline.benchmarks.pipeline.PipelineBenchmark.Drain;
import io.iotpipeline.benchmarks.streams.Workload;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.PortProbe;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.producer.options.OptionConverters;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole way from an event to its row, see docs/benchmarks.md. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Measures the whole way from sensor-events to rows in Cassandra.",
      "Starts a separate stack on free ports with a filled sensor-events, and lets streams app and"
          + " Connect drain it, then verifies the rows. Then sends events at a steady rate and"
          + " measures the time from sending an event to reading its row, and raises the rate until"
          + " the rows come too late (p99 of 2 s)."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline bench pipeline --sensors 1000"})
public final class BenchPipelineCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--events",
      defaultValue = "2000000",
      converter = OptionConverters.LongCountConverter.class,
      paramLabel = "N",
      description = "Number of events in the filled topic (default ${DEFAULT-VALUE}).")
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
      defaultValue = "1h",
      converter = OptionConverters.DurationConverter.class,
      paramLabel = "TIME",
      description = "Event time that the filled topic covers (default ${DEFAULT-VALUE}).")
  private Duration span;

  @Option(
      names = "--rate",
      defaultValue = "3500",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Events per second of the steady load (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--duration",
      defaultValue = "60s",
      converter = OptionConverters.DurationConverter.class,
      paramLabel = "TIME",
      description = "Duration of the steady load (default ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--cassandra-nodes",
      defaultValue = "1",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Number of Cassandra nodes (default ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--secure",
      description = "Then measure the same on servers with TLS and logins, and print the ratio.")
  private boolean secure;

  public BenchPipelineCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    for (int each : sensors) {
      Workload workload = new Workload(events, each, metrics, span, 0);
      Drain open = run(workload, false);
      if (secure) {
        Drain secured = run(workload, true);
        context
            .out()
            .printf(
                Locale.ROOT,
                "%n%-24s %.2f of the drain without them, %.2f in the second half%n",
                "with TLS and logins",
                secured.perSecond() / open.perSecond(),
                secured.secondHalfPerSecond() / open.secondHalfPerSecond());
      }
    }
    return 0;
  }

  private Drain run(Workload workload, boolean secured) throws Exception {
    PrintStream out = context.out();
    DevStackConfig main = context.devStack();
    Path home = main.home().resolve("bench-pipeline");
    DevStackConfig config =
        new DevStackConfig(
                main.root(), home, Ports.free().withCassandraNodes(nodes, PortProbe::isFree))
            .withGateway(false)
            .withApi(false)
            .withSecure(secured);
    BenchStack stack = BenchStack.empty(main, config, out);
    PipelineBenchmark benchmark = new PipelineBenchmark(config, workload, out);
    out.printf(
        "%n%,d sensors, %d metrics, Cassandra nodes: %d, %s TLS and logins%n",
        workload.sensors(), workload.metrics(), nodes, secured ? "with" : "without");
    Drain drain = benchmark.drain();
    out.println("  steady load:");
    Latencies steady = benchmark.steady(rate, duration);
    int greatest = benchmark.greatestRate(rate, steady);
    out.printf(
        "%n%-24s %,.0f events/s, second half %,.0f events/s%n",
        "drain", drain.perSecond(), drain.secondHalfPerSecond());
    out.printf("%-24s %s%n", "CPU-seconds of the drain", text(drain.cpuSeconds()));
    out.printf("%-24s %s%n", "send to readable", "at %,d events/s: %s".formatted(rate, steady));
    out.printf("%-24s %,d events/s%n", "greatest with p99 < 2 s", greatest);
    stack.end();
    return drain;
  }

  private static String text(Map<String, Double> cpuSeconds) {
    return cpuSeconds.entrySet().stream()
        .map(server -> "%s %.0f".formatted(server.getKey(), server.getValue()))
        .collect(Collectors.joining(", "));
  }
}
