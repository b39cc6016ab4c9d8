package io.iotpipeline.streamsapp.http;

import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.limits.ConnectionGuard;
import io.iotpipeline.streamsapp.limits.HttpLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server of the instance: health, metrics and sensor queries.
 *
 * <p>Jetty reads and writes without blocking: a client that is slow to send or to read occupies a
 * connection, but no thread. {@link HttpLimits} has the limits.
 */
public final class HttpService implements AutoCloseable {

  /** For all endpoints but health checks. */
  private static final int THREADS = 8;

  /** For the network and health checks: one accepts, one selects. */
  private static final int SERVER_THREADS = 6;

  private static final int BACKLOG = 1024;

  private final Server server = new Server(serverThreads());
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, daemonThreads("http-"));
  private final HttpAddress address;
  private final HttpLimits limits;
  private final HttpSecurity security;
  private final ServerConnector connector;

  private HttpService(
      ServerSocketChannel channel, HttpAddress listen, HttpLimits limits, HttpSecurity security)
      throws IOException {
    this.limits = limits;
    this.security = security;
    this.connector = new ServerConnector(server, 1, 1, protocols());
    connector.setIdleTimeout(limits.idleTime().toMillis());
    connector.open(channel);
    server.addConnector(connector);
    server.setErrorHandler(new JsonErrorHandler());
    this.address = listen.withPort(connector.getLocalPort());
  }

  /**
   * Binds the port. Requests wait until {@link #start} is called.
   *
   * @throws IOException if the port is in use, or the host is not an address of this machine
   */
  public static HttpService bind(HttpAddress listen, HttpSecurity security) throws IOException {
    return bind(listen, HttpLimits.DEFAULT, security);
  }

  static HttpService bind(HttpAddress listen, HttpLimits limits, HttpSecurity security)
      throws IOException {
    InetSocketAddress socket = listen.socketAddress();
    if (socket.isUnresolved()) {
      throw new UnknownHostException("unknown host " + listen.host());
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(socket, BACKLOG);
      return new HttpService(channel, listen, limits, security);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private ConnectionFactory[] protocols() {
    HttpConnectionFactory http = new HttpConnectionFactory(httpConfiguration());
    return security
        .certificates()
        .map(tls -> new ConnectionFactory[] {tls.decrypting(http.getProtocol()), http})
        .orElseGet(() -> new ConnectionFactory[] {http});
  }

  private HttpConfiguration httpConfiguration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
    // No path is one of a file. An id may contain an encoded slash, which is ambiguous for files.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }

  /** The listen address, with the bound port. */
  public HttpAddress address() {
    return address;
  }

  public void start(
      Supplier<HealthReport> health, Supplier<String> metrics, SensorEndpoint sensors) {
    CachedMetrics cachedMetrics = new CachedMetrics(metrics, System::nanoTime);
    Routes routes =
        new Routes(
            Map.of(
                "/health/live", (url, headers) -> live(health.get()),
                "/health/ready", (url, headers) -> ready(health.get())),
            Map.of(
                "/metrics",
                new Routes.Route((url, headers) -> cachedMetrics.reply(), security.metrics())),
            new Routes.Route(sensors, security.read()),
            threads,
            limits.requests());
    ConnectionGuard guard = new ConnectionGuard(routes, limits, connector.getScheduler());
    connector.addBean(guard, false); // it starts with the server
    server.setHandler(guard);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server on " + address + " does not start", e);
    }
  }

  private static Reply live(HealthReport report) {
    return Reply.json(report.live() ? 200 : 503, report);
  }

  private static Reply ready(HealthReport report) {
    return Reply.json(report.ready() ? 200 : 503, report);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server on " + address + " does not stop", e);
    } finally {
      connector.close();
      threads.shutdownNow();
    }
  }

  private static QueuedThreadPool serverThreads() {
    QueuedThreadPool pool = new QueuedThreadPool(SERVER_THREADS, 2);
    pool.setName("http-server");
    pool.setDaemon(true);
    return pool;
  }

  private static ThreadFactory daemonThreads(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
