package io.iotpipeline.cli.option;

import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.PortProbe;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.schemas.EventBucket;
import java.time.Instant;
import java.util.function.IntPredicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The options of a development stack: number of instances and nodes, TTL and buckets of readings,
 * gateway, monitoring, security, ports. An option that is not given keeps its saved value; starting
 * the stack saves the result.
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

  @Option(
      names = "--gateway",
      negatable = true,
      description =
          "Start the gateway, through which devices send over HTTP and MQTT (default: yes).")
  Boolean gateway;

  @Option(
      names = "--api",
      negatable = true,
      description = "Start the read API, which serves the console (default: yes).")
  Boolean api;

  @Option(
      names = "--monitoring",
      negatable = true,
      description =
          "Also start Prometheus and Alertmanager as monitoring/ has them; the programs must"
              + " be installed (default: no).")
  Boolean prometheus;

  @Option(
      names = "--secure",
      negatable = true,
      description =
          "Give every server TLS, logins and least rights (default: no). Keys and passwords are in"
              + " the folder security of the home folder. Change it while the servers are down.")
  Boolean secure;

  @Option(
      names = "--free-ports",
      description = "Use free ports instead of the default ports, and keep them until down --wipe.")
  boolean free;

  @ArgGroup(validate = false, heading = "%nPorts:%n")
  private PortOptions ports = new PortOptions();

  /** The configuration with the options that were given. */
  public DevStackConfig applyTo(DevStackConfig config) {
    boolean neverStarted = config.ports().equals(Ports.DEFAULT);
    Ports saved = free && neverStarted ? Ports.free() : config.ports();
    Ports chosen = ports.applyTo(saved);
    IntPredicate usable = port -> !free || PortProbe.isFree(port);
    Ports complete =
        chosen
            .withCassandraNodes(saved.cassandraNodes(), usable)
            .withCassandraNodes(orElse(cassandraNodes, saved.cassandraNodes()), usable)
            .withStreamsApps(orElse(streamsApps, saved.streamsApps().size()), usable);
    EventTtl ttl = config.eventTtl();
    return config
        .withPorts(complete)
        .withEventTtl(eventTtl == null ? ttl : ttl.with(eventTtl.duration(), Instant.now()))
        .withEventBucket(eventBucket == null ? config.eventBucket() : eventBucket)
        .withGateway(gateway == null ? config.gateway() : gateway)
        .withApi(api == null ? config.api() : api)
        .withPrometheus(prometheus == null ? config.prometheus() : prometheus)
        .withSecure(secure == null ? config.secure() : secure);
  }

  private static int orElse(Integer given, int saved) {
    return given == null ? saved : given;
  }
}
