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
 * The options of a development stack: number of instances and nodes, TTL and buckets of readings,
 * monitoring, ports. An option that is not given keeps its saved value; starting the stack saves
 * the result.
 */
public final class StackOptions {

  @Option(
      names = "--streams-apps",
      paramLabel = "N",
      converter = InstancesConverter.class,
      description = "Streams-app instances, 1 to 12 (default 1). Instances above N are stopped.")
  Integer streamsApps;

  @Option(
      names = "--cassandra-nodes",
      paramLabel = "N",
      converter = NodesConverter.class,
      description =
          "Cassandra nodes, 1 to 3 (default 1). Each node has every row. N can grow but not"
              + " shrink; new nodes copy the existing rows.")
  Integer cassandraNodes;

  @Option(
      names = "--event-ttl",
      paramLabel = "TIME",
      converter = TtlConverter.class,
      description =
          "TTL of the rows of sensor_events, for example 90s, 5m, 12h or 30d, or none (default"
              + " none). Applies to rows that are written from now on.")
  TtlConverter.Ttl eventTtl;

  @Option(
      names = "--event-bucket",
      paramLabel = "day|hour",
      description =
          "Time span of one partition of sensor_events (default day). Applies to events that are"
              + " accepted from now on. The verb doctor says when hour is better.")
  EventBucket eventBucket;

  @Mixin private MonitoringOptions monitoring = new MonitoringOptions();

  @Option(
      names = "--free-ports",
      description = "Use free ports instead of the default ports, and keep them until down --wipe.")
  boolean free;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Kafka's port for clients (default 9092).")
  Integer kafka;

  @Option(
      names = "--kafka-controller-port",
      paramLabel = "PORT",
      description = "Port of Kafka's controller (default 9093).")
  Integer kafkaController;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "HTTP port of the schema registry (default 8081).")
  Integer registry;

  @Option(
      names = "--connect-port",
      paramLabel = "PORT",
      description = "HTTP port of the Connect worker (default 8083).")
  Integer connect;

  @Option(
      names = "--cassandra-port",
      paramLabel = "PORT",
      description = "CQL port of each Cassandra node (default 9042).")
  Integer cassandra;

  @Option(
      names = "--cassandra-storage-port",
      paramLabel = "PORT",
      description = "Port between Cassandra nodes (default 7000).")
  Integer cassandraStorage;

  @Option(
      names = "--cassandra-jmx-port",
      paramLabel = "PORT",
      description =
          "JMX port of the first Cassandra node; the other nodes use the next ports (default"
              + " 7199).")
  Integer cassandraJmxPort;

  @Option(
      names = "--streams-app-port",
      paramLabel = "PORT",
      description =
          "HTTP port of the first streams-app instance; the other instances use the next ports"
              + " (default 8090).")
  Integer streamsAppPort;

  /** The configuration with the options that were given. */
  public DevStackConfig applyTo(DevStackConfig config) {
    boolean neverStarted = config.ports().equals(Ports.DEFAULT);
    Ports saved = free && neverStarted ? Ports.free() : config.ports();
    Ports chosen =
        new Ports(
            orElse(kafka, saved.kafka()),
            orElse(kafkaController, saved.kafkaController()),
            orElse(registry, saved.registry()),
            orElse(connect, saved.connect()),
            orElse(cassandra, saved.cassandra()),
            orElse(cassandraStorage, saved.cassandraStorage()),
            cassandraJmxPort == null ? saved.cassandraJmx() : List.of(cassandraJmxPort),
            streamsAppPort == null ? saved.streamsApps() : List.of(streamsAppPort),
            monitoring.applyTo(saved.monitoring()));
    IntPredicate usable = port -> !free || PortProbe.isFree(port);
    Ports ports =
        chosen
            .withCassandraNodes(saved.cassandraNodes(), usable)
            .withCassandraNodes(orElse(cassandraNodes, saved.cassandraNodes()), usable)
            .withStreamsApps(orElse(streamsApps, saved.streamsApps().size()), usable);
    EventTtl ttl = config.eventTtl();
    return config
        .withPorts(ports)
        .withEventTtl(eventTtl == null ? ttl : ttl.with(eventTtl.duration(), Instant.now()))
        .withEventBucket(eventBucket == null ? config.eventBucket() : eventBucket)
        .withPrometheus(monitoring.prometheus(config.prometheus()));
  }

  private static int orElse(Integer given, int saved) {
    return given == null ? saved : given;
  }
}
