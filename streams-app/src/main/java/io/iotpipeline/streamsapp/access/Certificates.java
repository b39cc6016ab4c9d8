package io.iotpipeline.streamsapp.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of this instance, and whom it trusts. New files are used within seconds, while
 * the server runs; new files that cannot be read are reported once, and the old ones stay in use.
 *
 * <p>It compares the content of the files and not their times, so links to other files, as
 * orchestrators make them, and files with old times count as new.
 */
public final class Certificates extends ContainerLifeCycle {

  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

  /** The JDK would keep 20,480, of clients without session tickets. */
  private static final int CACHED_SESSIONS = 1024;

  private final Map<String, Object> ssl;
  private final Duration checkInterval;
  private final SslContextFactory.Server server = new SslContextFactory.Server();
  private final Scheduler scheduler = new ScheduledExecutorScheduler("http-certificates", true);
  private volatile SSLContext context;
  private List<ByteBuffer> seen;

  /**
   * @param ssl settings with Kafka's names
   * @throws ConfigException if a file cannot be read
   */
  Certificates(Map<String, Object> ssl) {
    this(ssl, CHECK_INTERVAL);
  }

  Certificates(Map<String, Object> ssl, Duration checkInterval) {
    this.ssl = ssl;
    this.checkInterval = checkInterval;
    this.seen = contents();
    LoadedStores stores = LoadedStores.read(ssl);
    this.context = stores.context();
    LOG.info("HTTPS with the certificate of {}", stores.certificate());
    server.setSslContext(context);
    server.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    server.setRenegotiationAllowed(false);
    server.setSslSessionCacheSize(CACHED_SESSIONS);
    addBean(scheduler);
  }

  /** Decrypts the connections of a server, with which these certificates start and stop. */
  public ConnectionFactory decrypting(String nextProtocol) {
    SslConnectionFactory factory = new SslConnectionFactory(server, nextProtocol);
    // It would refuse requests to another name or address of this host, such as health checks.
    factory.setEnsureSecureRequestCustomizer(false);
    factory.addBean(this);
    return factory;
  }

  /** What is in use now, for clients. */
  public SSLContext context() {
    return context;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    scheduleCheck();
  }

  private void scheduleCheck() {
    scheduler.schedule(
        () -> {
          try {
            check();
          } catch (RuntimeException | Error e) {
            LOG.error("Cannot look for new certificates; the next try is in 10 s", e);
          } finally {
            if (isRunning()) {
              scheduleCheck();
            }
          }
        },
        checkInterval.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Looks for new files; called every ten seconds while the server runs.
   *
   * @return whether there are new ones, valid or not
   */
  public synchronized boolean check() {
    List<ByteBuffer> now = contents();
    if (now.equals(seen)) {
      return false;
    }
    seen = now; // also if they are broken, to report it once
    try {
      LoadedStores stores = LoadedStores.read(ssl);
      server.reload(factory -> factory.setSslContext(stores.context()));
      context = stores.context();
      LOG.info("HTTPS with the new certificate of {}", stores.certificate());
    } catch (Exception e) {
      LOG.warn("The new certificate is not used, the old one stays in use: {}", e.getMessage());
    }
    return true;
  }

  private List<ByteBuffer> contents() {
    return Stream.of(
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)
        .map(ssl::get)
        .filter(Objects::nonNull)
        .map(location -> content(Path.of(location.toString())))
        .toList();
  }

  /** Empty for a file that cannot be read: then LoadedStores reports why. */
  private static ByteBuffer content(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      return ByteBuffer.allocate(0);
    }
  }
}
