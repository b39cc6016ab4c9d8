package io.iotpipeline.local.command;

import io.iotpipeline.local.PipelineMain;
import io.iotpipeline.local.stack.Ports;
import io.iotpipeline.local.stack.Stack;
import io.iotpipeline.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the stack and sets it up; does nothing twice. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka, registry, Cassandra, Connect and the streams app, and sets them up:",
      "topics, schemas, tables, connectors. What runs already is left running."
    })
public final class UpCommand implements Runnable {

  /** Where the servers listen; once given, the ports are kept for all later verbs. */
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

    StackSettings applyTo(StackSettings settings) {
      boolean neverStarted = settings.ports().equals(Ports.DEFAULT);
      Ports known = free && neverStarted ? Ports.free() : settings.ports();
      return settings.withPorts(
          new Ports(
              given(kafka, known.kafka()),
              given(kafkaController, known.kafkaController()),
              given(registry, known.registry()),
              given(connect, known.connect()),
              given(cassandra, known.cassandra()),
              given(cassandraStorage, known.cassandraStorage())));
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
