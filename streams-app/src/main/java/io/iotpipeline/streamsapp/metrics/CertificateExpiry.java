package io.iotpipeline.streamsapp.metrics;

import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.ServedCertificate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the certificates of servers expire. It asks the servers and not files: a server can still
 * use the certificate that it read when it started.
 */
final class CertificateExpiry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateExpiry.class);
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  /** Until it has answered once: the servers of a pipeline start together. */
  private static final Duration FIRST_INTERVAL = Duration.ofSeconds(10);

  /** What the servers have shown last; one that does not answer keeps its value. */
  private final Map<HttpAddress, Instant> shown = new ConcurrentHashMap<>();

  private final MeterRegistry registry;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "certificate-expiry");
            thread.setDaemon(true);
            return thread;
          });

  CertificateExpiry(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Asks the server now and then; it has a metric as soon as it has answered once. */
  void watch(HttpAddress server) {
    scheduler.execute(() -> askAgainAndAgain(server));
  }

  private void askAgainAndAgain(HttpAddress server) {
    ask(server);
    Duration delay = shown.containsKey(server) ? INTERVAL : FIRST_INTERVAL;
    var unused =
        scheduler.schedule(() -> askAgainAndAgain(server), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void ask(HttpAddress server) {
    try {
      if (shown.put(server, ServedCertificate.notAfter(server.socketAddress())) == null) {
        register(server);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} has shown no certificate", server, e);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private void register(HttpAddress server) {
    TimeGauge.builder(
            "iot.certificate.expiry.timestamp",
            shown,
            TimeUnit.MILLISECONDS,
            all -> all.get(server).toEpochMilli())
        .description("When the certificate of a server expires, since 1970-01-01T00:00:00Z.")
        .tag("server", server.toString())
        .register(registry);
  }
}
