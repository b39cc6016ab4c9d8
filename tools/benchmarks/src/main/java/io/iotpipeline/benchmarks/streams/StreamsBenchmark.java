package io.iotpipeline.benchmarks.streams;

import io.iotpipeline.admin.cluster.Folders;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how fast the bare copy and the streams app drain the same topic, one after the other,
 * each in its own process with the same heap and number of threads. Counts the output records.
 */
public final class StreamsBenchmark {

  /**
   * The settings of a run.
   *
   * @param events number of events in the topic
   * @param threads threads of each process
   * @param heapMb maximum heap of each process, megabytes
   * @param jvmArgs options for the app's JVM, for example a profiler
   * @param appArgs arguments for the app
   */
  public record Plan(
      long events, int threads, int heapMb, List<String> jvmArgs, List<String> appArgs) {}

  private final DevStackConfig config;
  private final BenchTopics topics;
  private final Plan plan;
  private final PrintStream out;

  public StreamsBenchmark(DevStackConfig config, BenchTopics topics, Plan plan, PrintStream out) {
    this.config = config;
    this.topics = topics;
    this.plan = plan;
    this.out = out;
  }

  /** Runs the bare copy. */
  public DrainResult copy() throws IOException, InterruptedException, ExecutionException {
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
                String.valueOf(plan.threads()));
    DrainResult result = drain("bare copy", group, command);
    check("The bare copy", count(BenchTopics.COPY));
    return result;
  }

  /** Runs the streams app. */
  public DrainResult app(boolean checksDuplicates)
      throws IOException, InterruptedException, ExecutionException {
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
    DrainResult result =
        drain("app, duplicates " + (checksDuplicates ? "on" : "off"), group, command);
    check("The streams app", count(Topics.VALIDATED_EVENTS.name()));
    Folders.delete(state);
    return result;
  }

  private DrainResult drain(String name, String group, List<String> command)
      throws IOException, InterruptedException, ExecutionException {
    topics.emptyOutputs();
    Path log = config.home().resolve(name.replaceAll("\\W+", "-") + ".log");
    DrainResult result =
        new DrainRun(name, command, log, out).run(() -> topics.committed(group), plan.events());
    out.printf(
        "  %-24s %,.0f events/s, %,.0f events per CPU-second%n",
        name, result.whole().perSecond(), result.whole().perCpuSecond());
    return result;
  }

  private void check(String program, long written) {
    if (written != plan.events()) {
      throw new IllegalStateException(
          program + " wrote " + written + " records, expected " + plan.events());
    }
  }

  private long count(String topic) {
    long[] count = {0};
    try (TopicReader reader = new TopicReader(config.pipeline())) {
      for (TopicPartition partition : reader.partitions(topic)) {
        reader.read(partition, 0, record -> count[0]++);
      }
    }
    return count[0];
  }
}
