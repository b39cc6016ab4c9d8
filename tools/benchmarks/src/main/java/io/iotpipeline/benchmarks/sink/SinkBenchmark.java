package io.iotpipeline.benchmarks.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.setup.ConnectorSetup;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/** Measures how fast a bare driver loop and the sink write the records of a topic to its table. */
public final class SinkBenchmark {

  /** Names of the programs in the output. */
  public static final String BARE_SINGLE = "bare loop, a row each";

  public static final String BARE_BATCHES = "bare loop, batches";
  public static final String SINK = "sink";

  private static final int HEAP_MB = 1024;
  private static final int THREADS = 2;
  private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(100);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

  /** Rows written and CPU time of the worker at one point in time. */
  private record Sample(long nanos, long rows, Duration cpu) {}

  private final DevStackConfig config;
  private final DevStack stack;
  private final BenchTable table;
  private final long rows;
  private final PrintStream out;

  public SinkBenchmark(DevStackConfig config, BenchTable table, long rows, PrintStream out) {
    this.config = config;
    this.stack = new DevStack(config, out);
    this.table = table;
    this.rows = rows;
    this.out = out;
  }

  /**
   * Runs the bare loop in a separate process on an empty table.
   *
   * @param batchSize rows per batch; 1: single inserts
   */
  public WriteResult bare(int batchSize) throws IOException, InterruptedException {
    truncate();
    Path log = config.home().resolve("bare-write.log");
    Process process =
        new ProcessBuilder(
                JavaCommand.ofThisJvm(HEAP_MB)
                    .main(
                        System.getProperty("java.class.path"),
                        BareWriteMain.class.getName(),
                        config.root().toString(),
                        config.home().toString(),
                        table.name(),
                        String.valueOf(batchSize),
                        String.valueOf(THREADS)))
            .redirectError(Redirect.to(log.toFile()))
            .start();
    Thread whenInterrupted = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the bare loop failed: see " + log);
    }
    Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    WriteResult result =
        WriteResult.parse(output.lines().reduce((earlier, later) -> later).orElseThrow());
    report(batchSize == 1 ? BARE_SINGLE : BARE_BATCHES, result);
    return result;
  }

  /**
   * Runs the sink on the Connect worker on an empty table. Measures from the first rows written to
   * the last.
   */
  public WriteResult sink() throws IOException, InterruptedException, ExecutionException {
    truncate();
    ConnectorSetup connectors = new ConnectorSetup(config.pipeline());
    ProcessHandle worker =
        new ServerProcess(stack.server("connect").orElseThrow()).running().orElseThrow();
    try (Admin admin = admin();
        SinkCounter counter = SinkCounter.attach(worker.pid())) {
      connectors.apply(table.connector);
      List<Sample> samples = samples(counter, worker);
      connectors.remove(table.connector);
      forget(admin, "connect-" + table.connector);
      WriteResult result = result(samples);
      report(SINK, result);
      return result;
    }
  }

  /** Deletes the offsets of a group, once the tasks have left it. */
  private static void forget(Admin admin, String group) throws ExecutionException {
    Poller.waitFor("all members to leave group " + group, STALL_TIMEOUT)
        .every(SAMPLE_INTERVAL)
        .await(
            () -> {
              try {
                admin.deleteConsumerGroups(List.of(group)).all().get();
                return Optional.empty();
              } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupNotEmptyException) {
                  return Optional.of(e.getCause().getMessage());
                }
                throw e;
              }
            });
  }

  private List<Sample> samples(SinkCounter counter, ProcessHandle worker) throws IOException {
    List<Sample> samples = new ArrayList<>();
    Poller.waitWhileProgressing("the sink to write all rows", STALL_TIMEOUT)
        .every(SAMPLE_INTERVAL)
        .withHint(() -> "; see ./pipeline logs connect")
        .await(
            () -> {
              long written = counter.rows(table.connector);
              Duration cpu = worker.info().totalCpuDuration().orElse(Duration.ZERO);
              if (written > lastRows(samples)) {
                samples.add(new Sample(System.nanoTime(), written, cpu));
              }
              return lastRows(samples) >= rows
                  ? Optional.empty()
                  : Optional.of("%,d of %,d".formatted(lastRows(samples), rows));
            });
    return samples;
  }

  private static long lastRows(List<Sample> samples) {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).rows();
  }

  private WriteResult result(List<Sample> samples) {
    Sample first = samples.get(0);
    Sample last = samples.get(samples.size() - 1);
    Sample middle =
        samples.stream()
            .filter(sample -> sample.rows() <= rows / 2)
            .reduce((earlier, later) -> later)
            .orElse(first);
    return new WriteResult(
        rate(first, last),
        rate(middle, last),
        (last.rows() - first.rows()) * 1e3 / last.cpu().minus(first.cpu()).toMillis());
  }

  private static double rate(Sample from, Sample to) {
    return (to.rows() - from.rows()) * 1e9 / (to.nanos() - from.nanos());
  }

  private void truncate() {
    try (CqlSession session = CassandraSession.open(config.pipeline())) {
      session.execute("TRUNCATE iot." + table.table);
    }
  }

  private void report(String program, WriteResult result) {
    out.printf(
        "  %-22s %,.0f rows/s, second half %,.0f rows/s%n",
        program, result.perSecond(), result.secondHalfPerSecond());
  }

  private Admin admin() {
    return KafkaClients.admin(config.pipeline());
  }
}
