package io.iotpipeline.cli.command;

import io.iotpipeline.admin.format.TextTable;
import io.iotpipeline.benchmarks.Median;
import io.iotpipeline.benchmarks.sink.BenchTable;
import io.iotpipeline.benchmarks.sink.RowFiller;
import io.iotpipeline.benchmarks.sink.SinkBenchmark;
import io.iotpipeline.benchmarks.sink.WriteResult;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.PortProbe;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Cassandra sink against a bare loop of the driver: see docs/benchmarks.md. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts Kafka, Connect and Cassandra of its own, on free ports, fills the topics of a",
      "connector, and lets a bare loop of the Java driver and then the sink write the same rows to",
      "the same table. Prints rows/s and their ratios."
    })
public final class BenchSinkCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--rows",
      defaultValue = "500000",
      paramLabel = "N",
      description = "Rows of each table (default ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--sensors",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Sensors, which take turns (default ${DEFAULT-VALUE}).")
  private long sensors;

  @Option(
      names = "--tables",
      split = ",",
      defaultValue = "EVENTS,AGGREGATES",
      paramLabel = "TABLE",
      description = "Of ${COMPLETION-CANDIDATES} (default both).")
  private List<BenchTable> tables;

  @Option(
      names = "--cassandra-nodes",
      split = ",",
      defaultValue = "1,3",
      paramLabel = "N",
      description = "Numbers of nodes, a scenario each (default ${DEFAULT-VALUE}).")
  private List<Integer> nodes;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "N",
      description = "Runs of each, of which the median is told (default ${DEFAULT-VALUE}).")
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
    DevStack stack = new DevStack(config, context.out());
    Thread whenInterrupted = new Thread(stack::down);
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    stack.up(DevStack.Scope.ROWS);
    for (BenchTable table : tables) {
      run(config, table, nodeCount);
    }
    stack.down();
    stack.wipe();
  }

  private void run(DevStackConfig config, BenchTable table, int nodeCount) throws Exception {
    context
        .out()
        .printf(
            "%n%,d rows of %s, %,d sensors, Cassandra nodes: %d%n",
            rows, table.table, sensors, nodeCount);
    new RowFiller(config, context.out()).fill(table, rows, sensors);
    SinkBenchmark benchmark = new SinkBenchmark(config, table, rows, context.out());
    context.out().println("  to warm Cassandra and the worker, not counted:");
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
    TextTable printed =
        new TextTable(
            List.of("WHAT", "ROWS/S", "OF LOOP", "SECOND HALF", "OF LOOP", "PER CPU-S", "OF LOOP"));
    printed.add(row("bare loop, batches", batches, batches));
    printed.add(row("bare loop, a row each", single, batches));
    printed.add(row("sink", sink, batches));
    context.out().println();
    printed.print(context.out());
  }

  private static List<String> row(String what, List<WriteResult> runs, List<WriteResult> loop) {
    List<String> row = new ArrayList<>(List.of(what));
    List<ToDoubleFunction<WriteResult>> figures =
        List.of(WriteResult::perSecond, WriteResult::warm, WriteResult::perCpuSecond);
    for (ToDoubleFunction<WriteResult> figure : figures) {
      double own = Median.of(runs, figure);
      row.add(String.format(Locale.ROOT, "%,.0f", own));
      row.add(String.format(Locale.ROOT, "%.0f %%", 100 * own / Median.of(loop, figure)));
    }
    return row;
  }
}
