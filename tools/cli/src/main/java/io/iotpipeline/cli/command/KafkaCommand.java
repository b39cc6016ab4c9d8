package io.iotpipeline.cli.command;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.process.JavaCommand;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs one of Kafka's own command-line tools on the pipeline's brokers. */
@Command(
    name = "kafka",
    synopsisHeading = "",
    customSynopsis = "Usage: ./pipeline kafka TOOL [OPTIONS]",
    description = {
      "Runs one of Kafka's own tools on the pipeline's brokers.",
      "TOOL is the NAME of bin/kafka-NAME.sh. Example:",
      "./pipeline kafka topics --describe --topic sensor-events",
      "Tools: topics, configs, consumer-groups, streams-groups, console-consumer,",
      "console-producer, get-offsets, delete-records, dump-log, log-dirs, transactions,",
      "features, producer-perf-test, consumer-perf-test, streams-application-reset"
    })
public final class KafkaCommand implements Callable<Integer> {

  /**
   * A tool.
   *
   * @param bootstrapOption the option for the brokers' addresses; null if the tool has none
   */
  private record Tool(String mainClass, String bootstrapOption) {}

  private static final int HEAP_MB = 256;
  private static final String BOOTSTRAP = "--bootstrap-server";

  /** For a file with the settings of the tool's client; all of these tools have it. */
  private static final String CONFIG = "--command-config";

  private static final Map<String, Tool> TOOLS = tools();

  private final Context context;

  @Spec private CommandSpec spec;

  /** Not parsed: the options are the tool's. */
  @Unmatched private List<String> args = new ArrayList<>();

  public KafkaCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    String name = args.isEmpty() ? "--help" : args.get(0);
    if (name.equals("--help") || name.equals("-h")) {
      spec.commandLine().usage(context.out());
      return 0;
    }
    Tool tool = TOOLS.get(name);
    if (tool == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Unknown tool " + name + "; the tools are " + String.join(", ", TOOLS.keySet()));
    }
    List<String> command =
        new ArrayList<>(
            JavaCommand.ofThisJvm(HEAP_MB)
                .property("log4j2.level", "warn")
                .main(context.artifacts().kafkaClassPath(), tool.mainClass()));
    if (tool.bootstrapOption() == null || args.contains(tool.bootstrapOption())) {
      return run(command);
    }
    Pipeline pipeline = args.contains("--help") ? context.pipeline() : context.pipelineWithKafka();
    command.addAll(List.of(tool.bootstrapOption(), pipeline.bootstrapServers()));
    Map<String, String> connection = pipeline.connections().kafka();
    if (connection.isEmpty() || args.stream().anyMatch(KafkaCommand::isConfig)) {
      return run(command);
    }
    Path config = Files.createTempFile(context.home(), "kafka-", ".properties"); // for its owner
    config.toFile().deleteOnExit(); // also on Ctrl-C
    try {
      store(connection, config);
      command.addAll(List.of(CONFIG, config.toString()));
      return run(command);
    } finally {
      Files.deleteIfExists(config);
    }
  }

  private static boolean isConfig(String argument) {
    return Stream.of(CONFIG, "--consumer.config", "--producer.config", "--config-file")
        .anyMatch(option -> argument.equals(option) || argument.startsWith(option + "="));
  }

  private static void store(Map<String, String> connection, Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(connection);
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    command.addAll(args.subList(1, args.size()));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static Map<String, Tool> tools() {
    String tools = "org.apache.kafka.tools.";
    Map<String, Tool> all = new TreeMap<>();
    all.put("topics", new Tool(tools + "TopicCommand", BOOTSTRAP));
    all.put("configs", new Tool("kafka.admin.ConfigCommand", BOOTSTRAP));
    all.put("consumer-groups", new Tool(tools + "consumer.group.ConsumerGroupCommand", BOOTSTRAP));
    all.put("streams-groups", new Tool(tools + "streams.StreamsGroupCommand", BOOTSTRAP));
    all.put("streams-application-reset", new Tool(tools + "StreamsResetter", BOOTSTRAP));
    all.put("console-consumer", new Tool(tools + "consumer.ConsoleConsumer", BOOTSTRAP));
    all.put("console-producer", new Tool(tools + "ConsoleProducer", BOOTSTRAP));
    all.put("get-offsets", new Tool(tools + "GetOffsetShell", BOOTSTRAP));
    all.put("delete-records", new Tool(tools + "DeleteRecordsCommand", BOOTSTRAP));
    all.put("dump-log", new Tool(tools + "DumpLogSegments", null));
    all.put("log-dirs", new Tool(tools + "LogDirsCommand", BOOTSTRAP));
    all.put("transactions", new Tool(tools + "TransactionsCommand", BOOTSTRAP));
    all.put("features", new Tool(tools + "FeatureCommand", BOOTSTRAP));
    all.put("producer-perf-test", new Tool(tools + "ProducerPerformance", BOOTSTRAP));
    all.put("consumer-perf-test", new Tool(tools + "ConsumerPerformance", BOOTSTRAP));
    return all;
  }
}
