package io.iotpipeline.cli.command.bench;

import io.iotpipeline.benchmarks.ComparisonTable;
import io.iotpipeline.benchmarks.ComparisonTable.Figure;
import io.iotpipeline.benchmarks.sink.BenchTable;
import io.iotpipeline.benchmarks.sink.RowFiller;
import io.iotpipeline.benchmarks.sink.SinkBenchmark;
import io.iotpipeline.benchmarks.sink.WriteResult;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.PortProbe;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.producer.options.OptionConverters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Cassandra sink against a bare loop of the Java driver, see docs/benchmarks.md. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the Cassandra sink against a bare loop of the Java driver.",
      "Starts a separate Kafka, Connect and Cassandra on free ports, fills the topic of each"
          + " connector, and lets the bare loop and then the sink write the same rows to the same"
          + " table. Prints rows/s and the ratios to the bare loop."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline bench sink --rows 300000 --cassandra-nodes 1"})
public final class BenchSinkCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--rows",
      defaultValue = "500000",
      converter = OptionConverters.LongCountConverter.class,
      paramLabel = "N",
      description = "Number of rows per table (default ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--sensors",
      defaultValue = "1000",
      converter = OptionConverters.LongCountConverter.class,
      paramLabel = "N",
      description = "Number of sensors, in round-robin order (default ${DEFAULT-VALUE}).")
  private long sensors;

  @Option(
      names = "--tables",
      split = ",",
      defaultValue = "EVENTS,AGGREGATES",
      paramLabel = "TABLE",
      description = "Tables to measure: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private List<BenchTable> tables;

  @Option(
      names = "--cassandra-nodes",
      split = ",",
      defaultValue = "1,3",
      paramLabel = "N",
      description = "Numbers of Cassandra nodes, one scenario each (default ${DEFAULT-VALUE}).")
  private List<Integer> nodes;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Runs per scenario; the median is reported (default ${DEFAULT-VALUE}).")
  private int repeat;

  public BenchSinkCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    for (int each : nodes) {
      run(each);
    }
    return 0;
  }

  private void run(int nodeCount) throws Exception {
    DevStackConfig main = context.devStack();
    Path home = main.home().resolve("bench-sink-" + nodeCount);
    DevStackConfig config =
        new DevStackConfig(
            main.root(), home, Ports.free().withCassandraNodes(nodeCount, PortProbe::isFree));
    BenchStack stack = BenchStack.empty(main, config, context.out());
    stack.servers().up(DevStack.Scope.ROWS);
    for (BenchTable table : tables) {
      run(config, table, nodeCount);
    }
    stack.end();
  }

  private void run(DevStackConfig config, BenchTable table, int nodeCount) throws Exception {
    context
        .out()
        .printf(
            "%n%,d rows of %s, %,d sensors, Cassandra nodes: %d%n",
            rows, table.table, sensors, nodeCount);
    new RowFiller(config, context.out()).fill(table, rows, sensors);
    SinkBenchmark benchmark = new SinkBenchmark(config, table, rows, context.out());
    context.out().println("  warm-up of Cassandra and the Connect worker, not counted:");
    benchmark.bare(32);
    benchmark.sink();
    List<WriteResult> single = new ArrayList<>();
    List<WriteResult> batches = new ArrayList<>();
    List<WriteResult> sink = new ArrayList<>();
    for (int i = 0; i < repeat; i++) {
      single.add(benchmark.bare(1));
      batches.add(benchmark.bare(32));
      sink.add(benchmark.sink());
    }
    ComparisonTable<WriteResult> comparison =
        new ComparisonTable<>(
            List.of(
                new Figure<>("ROWS/S", WriteResult::perSecond),
                new Figure<>("SECOND HALF", WriteResult::secondHalfPerSecond),
                new Figure<>("PER CPU-S", WriteResult::perCpuSecond)),
            "OF LOOP",
            batches);
    comparison.add(SinkBenchmark.BARE_BATCHES, batches);
    comparison.add(SinkBenchmark.BARE_SINGLE, single);
    comparison.add(SinkBenchmark.SINK, sink);
    context.out().println();
    comparison.print(context.out());
  }
}
