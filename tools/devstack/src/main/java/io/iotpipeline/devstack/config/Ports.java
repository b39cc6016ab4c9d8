package io.iotpipeline.devstack.config;

import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.AvroSerdes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The TCP ports of the stack, on 127.0.0.1; Cassandra nodes have an address each and equal ports.
 *
 * @param kafka for clients of the broker
 * @param kafkaController the KRaft controller of the broker
 * @param kafkaReplication between brokers, only of a secured stack
 * @param registry REST API of the schema registry
 * @param connect REST API of the Connect worker
 * @param cassandra for CQL clients
 * @param cassandraStorage between Cassandra nodes
 * @param cassandraJmx JMX ports on 127.0.0.1, one per Cassandra node
 * @param streamsApps HTTP ports, one per instance of the streams app
 * @param monitoring metrics of the servers, Prometheus and Alertmanager
 * @param gateway ways in for devices
 * @param api the read API
 */
public record Ports(
    int kafka,
    int kafkaController,
    int kafkaReplication,
    int registry,
    int connect,
    int cassandra,
    int cassandraStorage,
    List<Integer> cassandraJmx,
    List<Integer> streamsApps,
    MonitoringPorts monitoring,
    GatewayPorts gateway,
    int api) {

  /** More Cassandra nodes take too much memory on one machine. */
  public static final int MAX_CASSANDRA_NODES = 3;

  private static final int PORT_COUNT = 17;
  private static final int DEFAULT_KAFKA_REPLICATION = 9091;
  private static final int DEFAULT_API = 8095;
  private static final List<Integer> DEFAULT_JMX = List.of(7199);
  private static final List<Integer> DEFAULT_STREAMS_APPS = List.of(8090);

  /** The documented default ports. */
  public static final Ports DEFAULT =
      new Ports(
          9092,
          9093,
          DEFAULT_KAFKA_REPLICATION,
          8081,
          8083,
          9042,
          7000,
          DEFAULT_JMX,
          DEFAULT_STREAMS_APPS,
          MonitoringPorts.DEFAULT,
          GatewayPorts.DEFAULT,
          DEFAULT_API);

  public Ports {
    // Settings of earlier snapshots lack these ports.
    kafkaReplication = kafkaReplication == 0 ? DEFAULT_KAFKA_REPLICATION : kafkaReplication;
    cassandraJmx = cassandraJmx == null ? DEFAULT_JMX : List.copyOf(cassandraJmx);
    streamsApps = streamsApps == null ? DEFAULT_STREAMS_APPS : List.copyOf(streamsApps);
    monitoring = monitoring == null ? MonitoringPorts.DEFAULT : monitoring;
    gateway = gateway == null ? GatewayPorts.DEFAULT : gateway;
    api = api == 0 ? DEFAULT_API : api;
  }

  /**
   * Random free ports for one Cassandra node and one instance of the streams app. They are also
   * free on the addresses of further Cassandra nodes.
   */
  public static Ports free() {
    List<String> nodeHosts =
        IntStream.rangeClosed(1, MAX_CASSANDRA_NODES).mapToObj(Ports::nodeHost).toList();
    Iterator<Integer> ports = PortProbe.findFree(PORT_COUNT, nodeHosts).iterator();
    return new Ports(
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        List.of(ports.next()),
        List.of(ports.next()),
        new MonitoringPorts(ports.next(), ports.next(), ports.next(), ports.next(), ports.next()),
        new GatewayPorts(ports.next(), ports.next()),
        ports.next());
  }

  /** The root of Apicurio Registry. */
  String registryRoot(String scheme) {
    return scheme + "://" + DevStackConfig.HOST + ":" + registry;
  }

  /**
   * Returns the URL that a client of the registry needs: Apicurio's serializers add the path of an
   * API by themselves, Confluent's have it in the URL.
   *
   * @param serdes as {@link AvroSerdes#defaultName}
   */
  static String registryUrl(String root, String serdes) {
    return serdes.equals("confluent") ? root + "/apis/ccompat/v7" : root;
  }

  /**
   * The addresses of the servers.
   *
   * @param scheme of HTTP servers
   */
  Endpoints endpoints(String scheme) {
    int nodes = cassandraNodes();
    return new Endpoints(
        DevStackConfig.HOST + ":" + kafka,
        registryUrl(registryRoot(scheme), AvroSerdes.defaultName()),
        scheme + "://" + DevStackConfig.HOST + ":" + connect,
        IntStream.rangeClosed(1, nodes)
            .mapToObj(number -> nodeHost(number) + ":" + cassandra)
            .toList(),
        DevStackConfig.DATACENTER,
        nodes);
  }

  /** The addresses of the servers whose certificates a secured stack has, without streams apps. */
  public List<String> tlsServers() {
    return IntStream.of(kafka, registry, connect, cassandra)
        .mapToObj(port -> DevStackConfig.HOST + ":" + port)
        .toList();
  }

  /**
   * The loopback address of a Cassandra node. Nodes need different addresses because all nodes of a
   * cluster use the same storage port.
   *
   * @param number from 1
   */
  public static String nodeHost(int number) {
    return "127.0.0." + number;
  }

  /** The names and addresses of all servers. */
  static List<String> hosts() {
    return Stream.concat(
            Stream.of("localhost"),
            IntStream.rangeClosed(1, MAX_CASSANDRA_NODES).mapToObj(Ports::nodeHost))
        .toList();
  }

  /** The number of Cassandra nodes. */
  public int cassandraNodes() {
    return cassandraJmx.size();
  }

  /**
   * Changes the number of streams-app instances. Existing instances keep their ports; each new one
   * gets the next port above the last.
   *
   * @param usable whether a new instance may get a port
   * @throws PipelineException if there are not enough ports above the last
   */
  public Ports withStreamsApps(int count, IntPredicate usable) {
    List<Integer> ports = resize(streamsApps, count, usable);
    if (ports.size() < count) {
      throw new PipelineException(
          "no ports for %d instances of the streams app from %d on: give a lower --streams-app-port"
              .formatted(count, streamsApps.get(0)));
    }
    return with(cassandraJmx, ports);
  }

  /**
   * Raises the number of Cassandra nodes. It cannot be lowered: a row that was written at ONE may
   * be on a single node.
   *
   * @param usable whether a new node may get a JMX port
   * @throws PipelineException if there are more nodes already, or not enough ports
   */
  public Ports withCassandraNodes(int count, IntPredicate usable) {
    if (count < cassandraNodes()) {
      throw new PipelineException(
          ("Cassandra has %d nodes here, and --cassandra-nodes %d would remove nodes with rows that"
                  + " no other node has. Omit the option, or delete the data first:"
                  + " ./pipeline down --wipe")
              .formatted(cassandraNodes(), count));
    }
    List<Integer> ports = resize(cassandraJmx, count, usable);
    if (ports.size() < count) {
      throw new PipelineException(
          "no JMX ports for %d Cassandra nodes from %d on: give a lower --cassandra-jmx-port"
              .formatted(count, cassandraJmx.get(0)));
    }
    return with(ports, streamsApps);
  }

  private Ports with(List<Integer> newCassandraJmx, List<Integer> newStreamsApps) {
    return new Ports(
        kafka,
        kafkaController,
        kafkaReplication,
        registry,
        connect,
        cassandra,
        cassandraStorage,
        newCassandraJmx,
        newStreamsApps,
        monitoring,
        gateway,
        api);
  }

  /** Cuts the list, or continues it with unused ports above its last one. */
  private List<Integer> resize(List<Integer> current, int count, IntPredicate usable) {
    int kept = Math.min(count, current.size());
    List<Integer> ports = new ArrayList<>(current.subList(0, kept));
    Set<Integer> used = all();
    IntStream.rangeClosed(current.get(current.size() - 1) + 1, 65_535)
        .filter(port -> !used.contains(port))
        .filter(usable)
        .limit(count - kept)
        .forEach(ports::add);
    return ports;
  }

  private Set<Integer> all() {
    List<Integer> all =
        new ArrayList<>(
            List.of(
                kafka,
                kafkaController,
                kafkaReplication,
                registry,
                connect,
                cassandra,
                cassandraStorage,
                api));
    Stream.of(cassandraJmx, streamsApps, monitoring.all(), gateway.all()).forEach(all::addAll);
    return Set.copyOf(all);
  }
}
