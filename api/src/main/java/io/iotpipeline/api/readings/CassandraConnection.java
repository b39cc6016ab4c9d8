package io.iotpipeline.api.readings;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.iotpipeline.api.answer.ProblemException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's session. A thread of its own opens it, again and again until a node answers; later
 * the driver itself connects again.
 */
public final class CassandraConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CassandraConnection.class);
  private static final long RETRY_MS = 3_000;
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final Set<String> KNOWN =
      Arrays.stream(DefaultDriverOption.values())
          .map(DriverOption::getPath)
          .collect(Collectors.toUnmodifiableSet());

  private final CqlSessionBuilder builder;
  private final String addresses;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::connect, "cassandra");
  private volatile CqlSession session;
  private volatile String problem = "it has not been asked yet";

  /**
   * @param nodes contact points, {@code HOST:PORT}
   * @param settings of the driver, with the names of its manual
   * @throws ConfigException if a setting is invalid
   */
  public CassandraConnection(List<String> nodes, String datacenter, Map<String, String> settings) {
    this.addresses = String.join(", ", nodes);
    this.builder =
        CqlSession.builder()
            .withLocalDatacenter(datacenter)
            .withConfigLoader(loader(settings))
            .addContactPoints(nodes.stream().map(CassandraConnection::address).toList());
    thread.setDaemon(true);
  }

  private static InetSocketAddress address(String node) {
    int colon = node.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          node.substring(0, colon).replaceAll("^\\[|]$", ""),
          Integer.parseInt(node.substring(colon + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ConfigException("cassandra.contact.points", node, "expected HOST:PORT");
    }
  }

  private static DriverConfigLoader loader(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>();
    all.put(DefaultDriverOption.REQUEST_CONSISTENCY.getPath(), "QUORUM");
    all.put(DefaultDriverOption.REQUEST_TIMEOUT.getPath(), "8s");
    all.put(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT.getPath(), "5s");
    all.put(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT.getPath(), "5s");
    all.put(DefaultDriverOption.SESSION_NAME.getPath(), "api");
    // Nothing is in flight when the API stops; by default closing takes 2 seconds.
    all.put(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD.getPath(), "0");
    all.put(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD.getPath(), "0");
    // What waits is bounded: a hundred sensors of /v1/sparklines are a hundred requests.
    all.put(
        DefaultDriverOption.REQUEST_THROTTLER_CLASS.getPath(),
        "ConcurrencyLimitingRequestThrottler");
    all.put(DefaultDriverOption.REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS.getPath(), "256");
    all.put(DefaultDriverOption.REQUEST_THROTTLER_MAX_QUEUE_SIZE.getPath(), "10000");
    settings.forEach(
        (key, value) -> {
          if (!KNOWN.contains(key)) {
            throw new ConfigException(
                "cassandra.%s: Cassandra's Java driver has no setting of this name".formatted(key));
          }
          all.put(key, value);
        });
    return DriverConfigLoader.fromString(
        all.entrySet().stream()
            .map(each -> "datastax-java-driver.%s = %s".formatted(each.getKey(), hocon(each)))
            .collect(Collectors.joining("\n")));
  }

  private static String hocon(Map.Entry<String, String> setting) {
    String value = setting.getValue();
    boolean isLogin = setting.getKey().matches(".*(password|username)");
    return !isLogin && value.startsWith("[") && value.endsWith("]")
        ? value
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }

  public void start() {
    thread.start();
  }

  private void connect() {
    while (closed.getCount() > 0) {
      try {
        CqlSession opened = builder.build();
        session = opened;
        problem = null;
        LOG.info("Connected to Cassandra at {}", addresses);
        if (closed.getCount() == 0) {
          var unused = opened.forceCloseAsync();
        }
        return;
      } catch (RuntimeException e) { // of the driver; a later attempt may succeed
        report(e);
        pause();
      }
    }
  }

  private void report(RuntimeException failure) {
    boolean refused =
        failure instanceof AllNodesFailedException all
            && all.getAllErrors().values().stream()
                .flatMap(List::stream)
                .anyMatch(AuthenticationException.class::isInstance);
    String text =
        refused
            ? "it refuses the login; set cassandra.advanced.auth-provider.*"
            : failure instanceof AllNodesFailedException
                ? "it does not answer at " + addresses
                : failure.toString();
    if (!text.equals(problem)) {
      LOG.warn("Cassandra: {}; trying again every 3 s", text);
    }
    problem = text;
  }

  private void pause() {
    try {
      var unused = closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  /** Why it has not been reached yet; empty once it was. */
  public Optional<String> waitingFor() {
    return session == null ? Optional.of("Cassandra: " + problem) : Optional.empty();
  }

  /**
   * @throws ProblemException if no node has answered yet
   */
  CqlSession session() {
    CqlSession opened = session;
    if (opened == null) {
      throw ProblemException.unavailable("Cassandra does not answer yet; ask again later");
    }
    return opened;
  }

  /** Addresses of the nodes that the driver knows, and whether each is up. */
  public Map<String, Boolean> nodes() {
    CqlSession opened = session;
    if (opened == null) {
      return Map.of(addresses, false);
    }
    Map<String, Boolean> nodes = new TreeMap<>();
    for (Node node : opened.getMetadata().getNodes().values()) {
      boolean up =
          node.getState() == NodeState.UP
              || (node.getState() == NodeState.UNKNOWN && node.getOpenConnections() > 0);
      nodes.put(node.getEndPoint().resolve().toString().replaceFirst("^[^/]*/", ""), up);
    }
    return nodes;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    CqlSession opened = session;
    if (opened != null) {
      try {
        var unused =
            opened
                .forceCloseAsync()
                .toCompletableFuture()
                .get(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (Exception e) { // it ends with the process
        LOG.warn("Cassandra's session does not close: {}", e.toString());
      }
    }
  }
}
