package io.iotpipeline.devstack.config;

import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The TCP ports of the stack, all on loopback addresses: Cassandra's nodes have the same ports on
 * an address each, everything else is on 127.0.0.1.
 *
 * @param kafka clients of the broker
 * @param kafkaController the broker's own KRaft controller
 * @param registry the schema registry's REST API
 * @param connect the Connect worker's REST API
 * @param cassandra CQL clients
 * @param cassandraStorage between Cassandra nodes
 * @param cassandraJmx nodetool's way in, one port on 127.0.0.1 for each node: there are as many
 * @param streamsApps HTTP of the streams app, one port for each instance: there are as many
 * @param monitoring metrics of the servers, and Prometheus
 */
public record Ports(
    int kafka,
    int kafkaController,
    int registry,
    int connect,
    int cassandra,
    int cassandraStorage,
    List<Integer> cassandraJmx,
    List<Integer> streamsApps,
    MonitoringPorts monitoring) {

  /** More Cassandra nodes are not worth their memory on one machine. */
  public static final int MAX_CASSANDRA_NODES = 3;

  private static final List<Integer> ONE_NODE = List.of(7199);
  private static final List<Integer> ONE_STREAMS_APP = List.of(8090);

  /**
   * Below where systems begin to take ports by themselves (Linux from 32768, macOS from 49152): one
   * of those may be taken for a connection before the server that is to have it has started.
   */
  private static final int FREE_FROM = 10_000;

  private static final int FREE_TO = 32_000;

  /** The documented ones, where people expect the servers. */
  public static final Ports DEFAULT =
      new Ports(9092, 9093, 8081, 8083, 9042, 7000, ONE_NODE, ONE_STREAMS_APP, null);

  public Ports {
    // Ports that were kept before Cassandra's nodes, the streams app and monitoring had any.
    cassandraJmx = cassandraJmx == null ? ONE_NODE : List.copyOf(cassandraJmx);
    streamsApps = streamsApps == null ? ONE_STREAMS_APP : List.copyOf(streamsApps);
    monitoring = monitoring == null ? MonitoringPorts.DEFAULT : monitoring;
  }

  /** With one Cassandra node, its JMX and all monitoring where they usually are. */
  public Ports(
      int kafka,
      int kafkaController,
      int registry,
      int connect,
      int cassandra,
      int cassandraStorage,
      List<Integer> streamsApps) {
    this(
        kafka,
        kafkaController,
        registry,
        connect,
        cassandra,
        cassandraStorage,
        ONE_NODE,
        streamsApps,
        MonitoringPorts.DEFAULT);
  }

  /**
   * Ports that nobody listens on at the moment, for one instance of the streams app and one
   * Cassandra node; its ports are free on the addresses of further nodes too.
   */
  public static Ports free() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < 12) {
        int port = ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO);
        if (IntStream.rangeClosed(1, MAX_CASSANDRA_NODES)
            .mapToObj(Ports::nodeHost)
            .allMatch(host -> !isUsable(host) || isFree(host, port))) {
          held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        }
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return new Ports(
          ports.get(0),
          ports.get(1),
          ports.get(2),
          ports.get(3),
          ports.get(4),
          ports.get(5),
          ports.subList(6, 7),
          ports.subList(7, 8),
          new MonitoringPorts(ports.get(8), ports.get(9), ports.get(10), ports.get(11)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find free ports", e);
    }
  }

  /** Where the servers are reached. */
  public Endpoints endpoints() {
    int nodes = cassandraNodes();
    return new Endpoints(
        DevStackConfig.HOST + ":" + kafka,
        "http://" + DevStackConfig.HOST + ":" + registry,
        "http://" + DevStackConfig.HOST + ":" + connect,
        IntStream.rangeClosed(1, nodes)
            .mapToObj(number -> nodeHost(number) + ":" + cassandra)
            .toList(),
        DevStackConfig.DATACENTER,
        nodes);
  }

  /** The loopback address of a Cassandra node: nodes find each other by address, on one port. */
  public static String nodeHost(int number) {
    return "127.0.0." + number;
  }

  /** The number of Cassandra nodes. */
  public int cassandraNodes() {
    return cassandraJmx.size();
  }

  /**
   * The same for another number of instances of the streams app. Each keeps its port; those that
   * are added get the next ports above the last one's.
   *
   * @param usable whether a port may be given to an instance that is added
   * @throws PipelineException when there are not as many ports above
   */
  public Ports withStreamsApps(int count, IntPredicate usable) {
    List<Integer> ports = extended(streamsApps, count, usable);
    if (ports.size() < count) {
      throw new PipelineException(
          "no ports for %d instances of the streams app from %d on: give a lower --streams-app-port"
              .formatted(count, streamsApps.get(0)));
    }
    return new Ports(
        kafka,
        kafkaController,
        registry,
        connect,
        cassandra,
        cassandraStorage,
        cassandraJmx,
        ports,
        monitoring);
  }

  /**
   * The same for more Cassandra nodes. Never for fewer: what was written at ONE may be on one node
   * alone.
   *
   * @param usable whether a JMX port may be given to a node that is added
   * @throws PipelineException when there are more nodes already, or no ports are left
   */
  public Ports withCassandraNodes(int count, IntPredicate usable) {
    if (count < cassandraNodes()) {
      throw new PipelineException(
          ("Cassandra has %d nodes here, and --cassandra-nodes %d would take some away with the"
                  + " rows that only they have. Leave the option out, or start anew without the"
                  + " data: ./pipeline down --wipe")
              .formatted(cassandraNodes(), count));
    }
    List<Integer> ports = extended(cassandraJmx, count, usable);
    if (ports.size() < count) {
      throw new PipelineException(
          "no JMX ports for %d Cassandra nodes from %d on: give a lower --cassandra-jmx-port"
              .formatted(count, cassandraJmx.get(0)));
    }
    return new Ports(
        kafka,
        kafkaController,
        registry,
        connect,
        cassandra,
        cassandraStorage,
        ports,
        streamsApps,
        monitoring);
  }

  /** The first {@code count} ports, continued above the last one where there are fewer. */
  private List<Integer> extended(List<Integer> known, int count, IntPredicate usable) {
    int kept = Math.min(count, known.size());
    List<Integer> ports = new ArrayList<>(known.subList(0, kept));
    List<Integer> others =
        new ArrayList<>(
            List.of(kafka, kafkaController, registry, connect, cassandra, cassandraStorage));
    others.addAll(cassandraJmx);
    others.addAll(streamsApps);
    others.addAll(monitoring.all());
    Set<Integer> given = Set.copyOf(others);
    IntStream.rangeClosed(known.get(known.size() - 1) + 1, 65_535)
        .filter(port -> !given.contains(port))
        .filter(usable)
        .limit(count - kept)
        .forEach(ports::add);
    return ports;
  }

  /** Whether nobody listens on the port of 127.0.0.1 at the moment. */
  public static boolean isFree(int port) {
    return isFree(DevStackConfig.HOST, port);
  }

  /** Whether the address is one of this machine's. */
  public static boolean isUsable(String host) {
    return isFree(host, 0);
  }

  public static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a server that has just ended must not count.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
