package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The HTTP server of the instance: health, metrics and sensor queries. */
public final class HttpService implements AutoCloseable {

  private static final int THREADS = 8;

  /** Prometheus text format, version 0.0.4. */
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  static {
    // Seconds. By default a client that never completes its request blocks a thread without limit.
    setDefault("sun.net.httpserver.maxReqTime", "10");
    // Disables Nagle's algorithm, which delays each response on a keep-alive connection by 40 ms.
    setDefault("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final HttpAddress address;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, daemonThreads("http-"));

  private HttpService(HttpServer server, HttpAddress address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Binds the port. Requests wait until {@link #start} is called.
   *
   * @throws IOException if the port is in use, or the host is not an address of this machine
   */
  public static HttpService bind(HttpAddress listen) throws IOException {
    HttpServer server = HttpServer.create(listen.socketAddress(), 0);
    return new HttpService(server, listen.withPort(server.getAddress().getPort()));
  }

  /** The listen address, with the bound port. */
  public HttpAddress address() {
    return address;
  }

  public void start(
      Supplier<HealthReport> health, Supplier<String> metrics, SensorEndpoint sensors) {
    server.createContext(
        "/",
        new Routes(
            Map.of(
                "/health/live", (url, headers) -> live(health.get()),
                "/health/ready", (url, headers) -> ready(health.get()),
                "/metrics", (url, headers) -> text(metrics.get())),
            sensors));
    server.setExecutor(threads);
    server.start();
  }

  private static Reply live(HealthReport report) {
    return Reply.json(report.live() ? 200 : 503, report);
  }

  private static Reply ready(HealthReport report) {
    return Reply.json(report.ready() ? 200 : 503, report);
  }

  private static Reply text(String metrics) {
    return new Reply(200, METRICS_TYPE, metrics.getBytes(UTF_8), Map.of());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
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
