package io.iotpipeline.cli.option;

import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.PortProbe;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.schemas.EventBucket;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where the servers listen, how many instances of the streams app and Cassandra nodes there are,
 * and how long readings live; once given, this is kept for all later verbs.
 */
public final class StackOptions {
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
      names = "--cassandra-jmx-port",
      paramLabel = "PORT",
      description = "JMX of the first node, the others follow. Default 7199.")
  Integer cassandraJmxPort;

  @Option(
      names = "--cassandra-nodes",
      paramLabel = "N",
      converter = NodesConverter.class,
      description = {
        "Cassandra nodes, 1 to 3 (at first 1), each with every row. A number can grow: nodes that",
        "are added fetch what is there."
      })
  Integer cassandraNodes;

  @Option(
      names = "--event-ttl",
      paramLabel = "TIME",
      converter = TtlConverter.class,
      description = {
        "How long rows of sensor_events live, as 12h or 30d; none: for ever (at first). Counts for",
        "what is written from now on."
      })
  TtlConverter.Ttl eventTtl;

  @Option(
      names = "--event-bucket",
      paramLabel = "day|hour",
      description = {
        "How much of a sensor's readings one partition of sensor_events holds (at first: day).",
        "Counts for what is admitted from now on; doctor says when an hour is better."
      })
  EventBucket eventBucket;

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

  @Mixin private MonitoringOptions monitoring = new MonitoringOptions();

  public DevStackConfig applyTo(DevStackConfig config) {
    boolean neverStarted = config.ports().equals(Ports.DEFAULT);
    Ports known = free && neverStarted ? Ports.free() : config.ports();
    Ports chosen =
        new Ports(
            given(kafka, known.kafka()),
            given(kafkaController, known.kafkaController()),
            given(registry, known.registry()),
            given(connect, known.connect()),
            given(cassandra, known.cassandra()),
            given(cassandraStorage, known.cassandraStorage()),
            cassandraJmxPort == null ? known.cassandraJmx() : List.of(cassandraJmxPort),
            streamsAppPort == null ? known.streamsApps() : List.of(streamsAppPort),
            monitoring.applyTo(known.monitoring()));
    IntPredicate usable = port -> !free || PortProbe.isFree(port);
    Ports enough =
        chosen
            .withCassandraNodes(known.cassandraNodes(), usable)
            .withCassandraNodes(given(cassandraNodes, known.cassandraNodes()), usable)
            .withStreamsApps(given(streamsApps, known.streamsApps().size()), usable);
    EventTtl ttl = config.eventTtl();
    return config
        .withPorts(enough)
        .withEventTtl(eventTtl == null ? ttl : ttl.with(eventTtl.life(), Instant.now()))
        .withEventBucket(eventBucket == null ? config.eventBucket() : eventBucket)
        .withPrometheus(monitoring.prometheus(config.prometheus()));
  }

  private static int given(Integer port, int known) {
    return port == null ? known : port;
  }
}
