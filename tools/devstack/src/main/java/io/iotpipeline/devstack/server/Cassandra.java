package io.iotpipeline.devstack.server;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Jdk;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One Cassandra node. The names are {@code cassandra}, {@code cassandra-2}, {@code cassandra-3}.
 */
public final class Cassandra extends Server {

  private static final String NAME = "cassandra";
  private static final int HEAP_MB = 512;

  private final BuildArtifacts artifacts;
  private final JmxExporter exporter;
  private final CassandraFiles files;
  private final int number;
  private boolean bootstrap = true;

  private Cassandra(DevStackConfig config, int number) {
    super(config, number == 1 ? NAME : NAME + "-" + number);
    this.artifacts = config.artifacts();
    this.number = number;
    this.files = new CassandraFiles(config, folder());
    this.exporter =
        new JmxExporter(artifacts, NAME, Ports.nodeHost(number), metricsPort(config), folder());
  }

  private static int metricsPort(DevStackConfig config) {
    return config.ports().monitoring().cassandra();
  }

  /** The configured nodes, from number 1. */
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

  /** The JMX port, on 127.0.0.1. */
  int jmxPort() {
    return config.ports().cassandraJmx().get(number - 1);
  }

  /** The login to the JMX port; empty if it has none. */
  Optional<JmxLogin> jmxLogin() {
    return config.secure() ? Optional.of(new JmxLogin(folder())) : Optional.empty();
  }

  /**
   * Whether the node has ever become a member of the ring. The first node has if it has data,
   * unless other nodes have joined: then it joins like any other node.
   */
  public boolean hasJoined() {
    return Files.exists(joinedFile())
        || (number == 1
            && Files.exists(folder().resolve("data"))
            && all(config).stream().noneMatch(node -> Files.exists(node.joinedFile())));
  }

  /** Records that the node is a member of the ring. */
  public void recordJoined() {
    try {
      Files.writeString(joinedFile(), "");
    } catch (IOException e) {
      throw new PipelineException("cannot write " + joinedFile(), e);
    }
  }

  /** Skips the bootstrap, for a node that joins a ring without rows. */
  public void disableBootstrap() {
    bootstrap = false;
  }

  @Override
  public void prepare() throws IOException {
    exporter.prepare(config.security(), Identity.CASSANDRA);
    files.write(
        Map.of(
            "data", folder().resolve("data"),
            "host", Ports.nodeHost(number),
            "seeds", seeds(),
            "bootstrap", bootstrap,
            "port", config.ports().cassandra(),
            "storage.port", config.ports().cassandraStorage()),
        ServerLogs.templateValues(this));
  }

  /**
   * All nodes that have joined, so any of them can start first. A node that has not joined must not
   * be a seed, because a seed does not bootstrap; but a new ring starts with its first node.
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
    List<String> options = new ArrayList<>(CassandraFiles.javaOptions());
    if (number > 1 && !hasJoined()) {
      // The time for other nodes to notice that this one joins; short on one machine. A node that
      // has joined waits so long for a seed to answer, so it keeps the default.
      options.add("-Dcassandra.ring_delay_ms=5000");
    }
    JavaCommand command =
        JavaCommand.of(Jdk.forCassandra(), HEAP_MB)
            .options(options)
            .options(List.of(exporter.javaOption()))
            .property("cassandra.storagedir", folder().resolve("data"))
            .property("cassandra.logdir", folder())
            // How long it waits, when it stops, for other nodes to hear of it; they are here.
            .property("cassandra.shutdown_announce_in_ms", 200)
            // JMX has no TLS, and a password only in a secured stack, so it must be reachable from
            // this machine only.
            .property("cassandra.jmx.local.port", jmxPort());
    files.properties().forEach(command::property);
    return command.main(
        artifacts.cassandraClassPath(), "org.apache.cassandra.service.CassandraDaemon");
  }

  /** Sends a query to this node only; then checks that all running nodes see each other up. */
  @Override
  protected void probe() throws Exception {
    query();
    List<Cassandra> running = all(config).stream().filter(Cassandra::isRunning).toList();
    if (config.ports().cassandraNodes() > 1) {
      for (Cassandra node : running) {
        NodeView.of(node).requireMember(this);
        NodeView.of(this).requireMember(node);
      }
    }
  }

  /**
   * A refused login is an answer too, over TLS: a node must be ready before the first start can
   * make the roles.
   */
  private void query() {
    ConnectionSettings login =
        config
            .security()
            .map(security -> security.connections(Identity.CASSANDRA))
            .orElse(ConnectionSettings.NONE);
    try (CqlSession session =
        CassandraSession.openTo(cqlAddress(), DevStackConfig.DATACENTER, login)) {
      session.execute("SELECT release_version FROM system.local");
    } catch (AllNodesFailedException e) {
      if (!config.secure() || !CassandraSession.isLoginRefused(e)) {
        throw e;
      }
    }
  }

  /**
   * Requires all nodes to run, as a check for lost rows does: readings are written at ONE, so a
   * single node may be the only one that has a row.
   *
   * @throws PipelineException if a node is down, with the command that starts it
   */
  public static void requireAllRunning(DevStackConfig config) {
    List<Cassandra> nodes = all(config);
    List<Cassandra> down = nodes.stream().filter(node -> !node.isRunning()).toList();
    if (down.isEmpty()) {
      return;
    }
    if (down.equals(nodes)) {
      throw new PipelineException("Cassandra is down: start it with ./pipeline up");
    }
    StringBuilder text =
        new StringBuilder(
            "All Cassandra nodes are required: readings are written at ONE, so a row may be on one"
                + " node");
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

  /** Address and storage port, by which nodes identify each other. */
  String ringAddress() {
    return Ports.nodeHost(number) + ":" + config.ports().cassandraStorage();
  }

  /** Address of its JMX exporter. */
  String metricsAddress() {
    return Ports.nodeHost(number) + ":" + metricsPort(config);
  }

  private InetSocketAddress cqlAddress() {
    return new InetSocketAddress(Ports.nodeHost(number), config.ports().cassandra());
  }

  private Path joinedFile() {
    return folder().resolve("joined");
  }
}
