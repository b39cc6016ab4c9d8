package io.iotpipeline.local.command;

import io.iotpipeline.local.PipelineMain;
import io.iotpipeline.local.stack.Ports;
import io.iotpipeline.local.stack.Stack;
import io.iotpipeline.local.stack.StackSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the stack and sets it up; does nothing twice. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka, registry, Cassandra, Connect and the streams app, and sets them up:",
      "topics, schemas, tables, connectors. What runs already is left running; what is missing,",
      "also after a kill, is started."
    })
public final class UpCommand implements Runnable {

  /**
   * Where the servers listen, and how many instances of the streams app there are; once given, this
   * is kept for all later verbs.
   */
  static final class PortOptions {
    @Option(
        names = "--free-ports",
        description = "Take ports that are free, and keep them until down --wipe.")
    boolean free;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Default 9092.")
    Integer kafka;

    @Option(names = "--kafka-controller-port", paramLabel = "PORT", description = "Default 9093.")
    Integer kafkaController;

    @Option(names = "--registry-port", paramLabel = "PORT", description = "Default 8081.")
    Integer registry;

    @Option(names = "--connect-port", paramLabel = "PORT", description = "Default 8083.")
    Integer connect;

    @Option(names = "--cassandra-port", paramLabel = "PORT", description = "Default 9042.")
    Integer cassandra;

    @Option(names = "--cassandra-storage-port", paramLabel = "PORT", description = "Default 7000.")
    Integer cassandraStorage;

    @Option(
        names = "--streams-apps",
        paramLabel = "N",
        converter = InstancesConverter.class,
        description = "Instances of the streams app (at first 1); those beyond N are stopped.")
    Integer streamsApps;

    @Option(
        names = "--streams-app-port",
        paramLabel = "PORT",
        description = "HTTP of the first instance, the others follow. Default 8090.")
    Integer streamsAppPort;

    StackSettings applyTo(StackSettings settings) {
      boolean neverStarted = settings.ports().equals(Ports.DEFAULT);
      Ports known = free && neverStarted ? Ports.free() : settings.ports();
      Ports chosen =
          new Ports(
              given(kafka, known.kafka()),
              given(kafkaController, known.kafkaController()),
              given(registry, known.registry()),
              given(connect, known.connect()),
              given(cassandra, known.cassandra()),
              given(cassandraStorage, known.cassandraStorage()),
              streamsAppPort == null ? known.streamsApps() : List.of(streamsAppPort));
      return settings.withPorts(
          chosen.withStreamsApps(
              given(streamsApps, known.streamsApps().size()), port -> !free || Ports.isFree(port)));
    }

    private static int given(Integer port, int known) {
      return port == null ? known : port;
    }
  }

  @Mixin private PortOptions ports;

  @Override
  public void run() {
    StackSettings settings = ports.applyTo(PipelineMain.settings());
    new Stack(settings, System.out).up();
    System.out.println(
        """

        The pipeline is up. Next:
          ./pipeline simulate --duration 60s      sends readings of 100 sensors
          ./pipeline status                       shows what runs
          ./pipeline verify                       checks that nothing was lost or counted twice
          ./pipeline down                         stops it and keeps the data\
        """);
  }
}
