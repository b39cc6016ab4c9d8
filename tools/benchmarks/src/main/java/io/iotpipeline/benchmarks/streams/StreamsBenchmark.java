package io.iotpipeline.benchmarks.streams;

import io.iotpipeline.admin.cluster.Folders;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.benchmarks.peer.DslAppMain;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.server.Kafka;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Measures how fast the bare copy, the streams app and the peer drain the same topic, one after the
 * other, each in its own process with the same heap. Counts the output records, and the readings in
 * the aggregates.
 */
public final class StreamsBenchmark {

  /**
   * The settings of a run.
   *
   * @param workload what is in the topic
   * @param threads threads of the app and of the peer; the bare copy is fastest with one
   * @param heapMb maximum heap of each process, megabytes
   * @param jvmArgs options for the app's JVM, for example a profiler
   * @param appArgs arguments for the app
   */
  public record Plan(
      Workload workload, int threads, int heapMb, List<String> jvmArgs, List<String> appArgs) {}

  private static final int COPY_THREADS = 1;

  private final DevStackConfig config;
  private final BenchTopics topics;
  private final Plan plan;
  private final ProcessHandle broker;
  private final PrintStream out;

  public StreamsBenchmark(DevStackConfig config, BenchTopics topics, Plan plan, PrintStream out) {
    this.config = config;
    this.topics = topics;
    this.plan = plan;
    this.broker = new ServerProcess(new Kafka(config)).running().orElseThrow();
    this.out = out;
  }

  /** Runs the bare copy. */
  public DrainResult copy() throws Exception {
    String group = "bare-copy-" + UUID.randomUUID();
    List<String> command =
        JavaCommand.ofThisJvm(plan.heapMb())
            .main(
                System.getProperty("java.class.path"),
                BareCopyMain.class.getName(),
                config.pipeline().bootstrapServers(),
                group,
                Topics.SENSOR_EVENTS.name(),
                BenchTopics.COPY,
                String.valueOf(COPY_THREADS));
    DrainResult result = drain("bare copy", group, command);
    check("bare copy", "records", count(BenchTopics.COPY), plan.workload().events());
    return result;
  }

  /** Runs the streams app. */
  public DrainResult app(boolean checksDuplicates) throws Exception {
    String group = "bench-" + UUID.randomUUID();
    Path state = Files.createTempDirectory(config.home(), "state-");
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--bootstrap-servers", config.pipeline().bootstrapServers()));
    args.addAll(List.of("--schema-registry-url", config.pipeline().registryUrl()));
    args.addAll(List.of("--application-id", group, "--state-dir", state.toString()));
    args.addAll(List.of("--num-stream-threads", String.valueOf(plan.threads())));
    args.addAll(List.of("--http-listen", "off"));
    args.addAll(List.of("--duplicate-check", String.valueOf(checksDuplicates)));
    args.addAll(plan.appArgs());
    List<String> command =
        JavaCommand.ofThisJvm(plan.heapMb())
            .options(plan.jvmArgs())
            .jar(config.artifacts().streamsAppJar(), args.toArray(new String[0]));
    String name = "app, duplicates " + (checksDuplicates ? "on" : "off");
    DrainResult result = drain(name, group, command);
    checkOutput(name);
    Folders.delete(state);
    return result;
  }

  /** Runs the application of the Kafka Streams DSL. */
  public DrainResult peer() throws Exception {
    String group = "peer-" + UUID.randomUUID();
    Path state = Files.createTempDirectory(config.home(), "state-");
    List<String> command =
        JavaCommand.ofThisJvm(plan.heapMb())
            .main(
                System.getProperty("java.class.path"),
                DslAppMain.class.getName(),
                config.pipeline().bootstrapServers(),
                config.pipeline().registryUrl(),
                group,
                state.toString(),
                String.valueOf(plan.threads()));
    String name = "Kafka Streams DSL";
    DrainResult result = drain(name, group, command);
    checkOutput(name);
    Folders.delete(state);
    return result;
  }

  private void checkOutput(String program) {
    Workload workload = plan.workload();
    check(program, "events", count(Topics.VALIDATED_EVENTS.name()), workload.events());
    check(
        program,
        "readings in aggregates",
        new AggregateTotals(config.pipeline()).readings(),
        workload.events() * workload.metrics());
  }

  private DrainResult drain(String name, String group, List<String> command) throws Exception {
    topics.emptyOutputs();
    Path log = config.home().resolve(name.replaceAll("\\W+", "-") + ".log");
    DrainRun.Progress progress =
        new DrainRun.Progress() {
          @Override
          public long committed() {
            return topics.committed(group);
          }

          @Override
          public long written() {
            return topics.written();
          }
        };
    DrainResult result =
        new DrainRun(name, command, log, broker, out)
            .run(progress, plan.workload().events(), topics::bytes);
    out.printf(
        "  %-24s %,.0f events/s, %,.0f events per CPU-second, broker %.0f CPU-seconds%n",
        name, result.whole().perSecond(), result.whole().perCpuSecond(), result.brokerCpuSeconds());
    return result;
  }

  private static void check(String program, String what, long written, long expected) {
    if (written != expected) {
      throw new IllegalStateException(
          "%s wrote %,d %s, expected %,d".formatted(program, written, what, expected));
    }
  }

  private long count(String topic) {
    try (TopicReader reader = new TopicReader(config.pipeline())) {
      return reader.count(topic);
    }
  }
}
