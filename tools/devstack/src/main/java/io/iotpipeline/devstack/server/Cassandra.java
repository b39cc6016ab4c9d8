package io.iotpipeline.devstack.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Jdk;
import io.iotpipeline.devstack.process.Templates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One Cassandra node. The first is {@code cassandra}, the others {@code cassandra-2} and on. */
public final class Cassandra extends Server {

  private static final String NAME = "cassandra";
  private static final int HEAP_MB = 512;

  private final BuildArtifacts parts;
  private final JmxExporter exporter;
  private final int number;
  private boolean bootstrap = true;

  private Cassandra(DevStackConfig config, int number) {
    super(config, number == 1 ? NAME : NAME + "-" + number);
    this.parts = config.artifacts();
    this.number = number;
    this.exporter =
        new JmxExporter(parts, NAME, Ports.nodeHost(number), metricsPort(config), folder());
  }

  private static int metricsPort(DevStackConfig config) {
    return config.ports().monitoring().cassandra();
  }

  /** The nodes that the config want, from number 1 on. */
  public static List<Cassandra> all(DevStackConfig config) {
    return IntStream.rangeClosed(1, config.ports().cassandraNodes())
        .mapToObj(number -> new Cassandra(config, number))
        .toList();
  }

  public int number() {
    return number;
  }

  @Override
  public String address() {
    return Ports.nodeHost(number) + ":" + config.ports().cassandra();
  }

  @Override
  public List<Integer> ports() {
    return sockets().stream().map(InetSocketAddress::getPort).toList();
  }

  @Override
  public List<InetSocketAddress> sockets() {
    return List.of(
        cqlAddress(),
        new InetSocketAddress(Ports.nodeHost(number), config.ports().cassandraStorage()),
        new InetSocketAddress(Ports.nodeHost(number), metricsPort(config)),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), jmxPort()));
  }

  /** Where JMX is, on 127.0.0.1 only. */
  int jmxPort() {
    return config.ports().cassandraJmx().get(number - 1);
  }

  /**
   * Whether it has ever become a member of the ring. The first node is one as soon as it has data,
   * unless others are there: then it joins like any other.
   */
  public boolean hasJoined() {
    return Files.exists(joinedFile())
        || (number == 1
            && Files.exists(folder().resolve("data"))
            && all(config).stream().noneMatch(node -> Files.exists(node.joinedFile())));
  }

  public void keepJoined() {
    try {
      Files.writeString(joinedFile(), "");
    } catch (IOException e) {
      throw new PipelineException("cannot write " + joinedFile(), e);
    }
  }

  /** It joins a ring that has no rows yet, so that there is nothing to fetch before it joins. */
  public void joinsEmptyRing() {
    bootstrap = false;
  }

  @Override
  public void prepare() throws IOException {
    exporter.prepare();
    Templates.write("cassandra-logback.xml", folder().resolve("logback.xml"), Map.of());
    Templates.write(
        "cassandra.yaml",
        yaml(),
        Map.of(
            "data", folder().resolve("data"),
            "host", Ports.nodeHost(number),
            "seeds", seeds(),
            "bootstrap", bootstrap,
            "port", config.ports().cassandra(),
            "storage.port", config.ports().cassandraStorage()));
  }

  /**
   * Each node that has joined, so any of them can be the first to start again. One that has not
   * must be none, because a seed fetches no rows; but a ring begins with its first node.
   */
  private String seeds() {
    String joined =
        all(config).stream()
            .filter(Cassandra::hasJoined)
            .map(Cassandra::ringAddress)
            .collect(Collectors.joining(","));
    return joined.isEmpty() ? all(config).get(0).ringAddress() : joined;
  }

  @Override
  public List<String> command() throws IOException {
    List<String> options = new ArrayList<>(javaOptions());
    if (number > 1 && !hasJoined()) {
      // How long it waits for others to learn that it joins: on one machine a moment is enough. Not
      // for a node that has joined, which waits as long for a seed to answer.
      options.add("-Dcassandra.ring_delay_ms=5000");
    }
    return JavaCommand.of(Jdk.forCassandra(), HEAP_MB)
        .options(options)
        .options(List.of(exporter.javaOption()))
        .property("cassandra.config", yaml().toUri())
        .property("cassandra.storagedir", folder().resolve("data"))
        .property("cassandra.logdir", folder())
        // Local: JMX without a password must not be reached from elsewhere.
        .property("cassandra.jmx.local.port", jmxPort())
        .property("logback.configurationFile", folder().resolve("logback.xml"))
        .main(parts.cassandraClassPath(), "org.apache.cassandra.service.CassandraDaemon");
  }

  /** Asks this node and no other for a row; then whether it and the others see one another. */
  @Override
  public void probe() throws Exception {
    try (CqlSession session = CassandraSession.openTo(cqlAddress(), DevStackConfig.DATACENTER)) {
      session.execute("SELECT release_version FROM system.local");
    }
    List<Cassandra> running = all(config).stream().filter(Cassandra::isRunning).toList();
    if (config.ports().cassandraNodes() > 1) {
      for (Cassandra node : running) {
        NodeView.of(node).requireMember(this);
        NodeView.of(this).requireMember(node);
      }
    }
  }

  /**
   * Requires all nodes, as a verdict about loss does: readings are written at ONE, so a single node
   * may be the only one that has a row.
   *
   * @throws PipelineException when a node is down, with the command that starts it
   */
  public static void requireAllRunning(DevStackConfig config) {
    List<Cassandra> nodes = all(config);
    List<Cassandra> down = nodes.stream().filter(node -> !node.isRunning()).toList();
    if (down.isEmpty()) {
      return;
    }
    if (down.equals(nodes)) {
      throw new PipelineException("Cassandra does not run: ./pipeline up");
    }
    StringBuilder text =
        new StringBuilder("Readings are written at ONE, so only all nodes together have every row");
    for (Cassandra node : down) {
      text.append(
          "\n  - %s is down: ./pipeline cassandra start-node %d"
              .formatted(node.name(), node.number()));
    }
    throw new PipelineException(text.toString());
  }

  public boolean isRunning() {
    return new ServerProcess(this).running().isPresent();
  }

  /** As the nodes name it among themselves. */
  String ringAddress() {
    return Ports.nodeHost(number) + ":" + config.ports().cassandraStorage();
  }

  /** Where its JMX exporter answers. */
  String metrics() {
    return Ports.nodeHost(number) + ":" + metricsPort(config);
  }

  private InetSocketAddress cqlAddress() {
    return new InetSocketAddress(Ports.nodeHost(number), config.ports().cassandra());
  }

  private Path yaml() {
    return folder().resolve("cassandra.yaml");
  }

  private Path joinedFile() {
    return folder().resolve("joined");
  }

  static List<String> javaOptions() throws IOException {
    try (InputStream in = Cassandra.class.getResourceAsStream("/stack/cassandra-jvm.options");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> line.startsWith("-")).toList();
    }
  }
}
