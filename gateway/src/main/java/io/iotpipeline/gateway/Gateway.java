package io.iotpipeline.gateway;

import io.iotpipeline.gateway.access.RateLimits;
import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.access.SendersFile;
import io.iotpipeline.gateway.admission.AdmissionControl;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.gateway.http.HttpProtocolServer;
import io.iotpipeline.gateway.intake.KafkaConnection;
import io.iotpipeline.gateway.intake.KafkaIntake;
import io.iotpipeline.gateway.intake.ProducerSettings;
import io.iotpipeline.gateway.intake.StartupException;
import io.iotpipeline.gateway.line.LineEvents;
import io.iotpipeline.gateway.line.SeriesMapping;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.gateway.mqtt.MqttBrokerClient;
import io.iotpipeline.gateway.mqtt.MqttServer;
import io.iotpipeline.gateway.server.Certificates;
import io.iotpipeline.gateway.server.ListenAddress;
import io.iotpipeline.gateway.server.ProtocolServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the parts of the gateway, and stops them in the order in which nothing is lost. */
final class Gateway {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final long DRAIN_CHECK_MS = 20;
  private static final long RELOAD_INTERVAL_MS = 10_000;

  private final GatewayMetrics metrics;
  private final Vertx vertx;
  private final KafkaIntake intake;
  private final AdmissionControl admission;
  private final List<ProtocolServer> servers = new ArrayList<>();

  private Gateway(Vertx vertx, GatewayMetrics metrics, KafkaIntake intake, RateLimits limits) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.intake = intake;
    this.admission = new AdmissionControl(intake, limits, metrics);
  }

  /**
   * @throws org.apache.kafka.common.config.ConfigException if a setting or a file is invalid
   * @throws StartupException if a server is missing, or an address is in use
   */
  static Gateway start(GatewayConfig config) {
    Optional<SendersFile> senders = config.senders().map(SendersFile::new);
    Optional<Certificates> certificates =
        config.ssl().isEmpty() ? Optional.empty() : Optional.of(new Certificates(config.ssl()));
    int eventLoops = Math.max(2, Runtime.getRuntime().availableProcessors());
    GatewayMetrics metrics = new GatewayMetrics();
    KafkaIntake intake =
        KafkaConnection.open(
            ProducerSettings.of(config.kafka(), config.maxBytesInFlight()),
            config.avro(),
            eventLoops,
            config.maxBytesInFlight(),
            metrics);
    Vertx vertx = Vertx.vertx(vertxOptions(eventLoops));
    RateLimits limits = new RateLimits(config.eventsPerSecond(), System::nanoTime);
    Gateway gateway = new Gateway(vertx, metrics, intake, limits);
    try {
      Senders login = senders.<Senders>map(file -> file).orElse(Senders.ANYBODY);
      config
          .http()
          .ifPresent(
              address ->
                  gateway.startServer(
                      gateway.http(config, eventLoops, certificates, login),
                      "http.listen=" + address));
      config
          .mqtt()
          .ifPresent(
              address ->
                  gateway.startServer(
                      gateway.mqtt(config, address, eventLoops, certificates, login),
                      "mqtt.listen=" + address));
      config
          .mqttBroker()
          .ifPresent(
              broker -> gateway.startServer(gateway.mqttBroker(config), "mqtt.broker=" + broker));
      gateway.reloadRegularly(senders, certificates);
      return gateway;
    } catch (RuntimeException e) {
      gateway.stop();
      throw e;
    }
  }

  private static VertxOptions vertxOptions(int eventLoops) {
    return new VertxOptions()
        .setEventLoopPoolSize(eventLoops)
        .setPreferNativeTransport(false)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private ProtocolServer http(
      GatewayConfig config, int eventLoops, Optional<Certificates> certificates, Senders senders) {
    SeriesMapping mapping =
        new SeriesMapping(config.sensorTags(), Set.copyOf(config.ignoredTags()));
    return new HttpProtocolServer(
        vertx,
        config,
        eventLoops,
        certificates,
        senders,
        admission,
        new LineEvents(mapping, metrics::textSkipped, System::currentTimeMillis),
        metrics,
        this::notReady);
  }

  private ProtocolServer mqtt(
      GatewayConfig config,
      ListenAddress address,
      int eventLoops,
      Optional<Certificates> certificates,
      Senders senders) {
    NetServerOptions options =
        new NetServerOptions().setHost(address.host()).setPort(address.port());
    certificates.ifPresent(
        keys -> options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(keys)));
    return new MqttServer(
        vertx, options, senders, admission, metrics, config.maxConnections(), eventLoops);
  }

  private ProtocolServer mqttBroker(GatewayConfig config) {
    return new MqttBrokerClient(vertx, config, admission, metrics);
  }

  private Optional<String> notReady() {
    return intake.isAvailable()
        ? Optional.empty()
        : Optional.of("Kafka does not acknowledge events");
  }

  private void startServer(ProtocolServer server, String setting) {
    servers.add(server);
    try {
      await(server.start(), START_TIMEOUT);
      LOG.info("Listening at {}", setting);
    } catch (ExecutionException e) {
      throw new StartupException(
          "cannot listen at %s: %s; set another address, or stop what listens there"
              .formatted(setting, e.getCause().getMessage()),
          e);
    } catch (TimeoutException e) {
      throw new StartupException("cannot listen at " + setting + " within 30 s", e);
    }
  }

  private void reloadRegularly(Optional<SendersFile> senders, Optional<Certificates> certificates) {
    var unused =
        vertx.setPeriodic(
            RELOAD_INTERVAL_MS,
            id -> {
              var ignored =
                  vertx.executeBlocking(
                      () -> {
                        senders.ifPresent(SendersFile::reload);
                        certificates.ifPresent(Certificates::reload);
                        return null;
                      });
            });
  }

  /** Takes nothing new, answers what is in work, and ends. */
  void stop() {
    LOG.info("Stopping: {} messages in work", admission.inWork());
    all(ProtocolServer::stopTaking);
    long deadline = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
    try {
      while (admission.inWork() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(DRAIN_CHECK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (admission.inWork() > 0) {
      LOG.warn("{} messages are not acknowledged; their senders send again", admission.inWork());
    }
    all(ProtocolServer::close);
    intake.close();
    try {
      await(vertx.close(), CLOSE_TIMEOUT);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Not closed: {}", e.toString());
    }
    metrics.close();
    LOG.info("Stopped");
  }

  private interface Step {
    Future<Void> of(ProtocolServer server);
  }

  private void all(Step step) {
    for (ProtocolServer server : servers) {
      try {
        await(step.of(server), CLOSE_TIMEOUT);
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("A server does not stop: {}", e.toString());
      }
    }
  }

  private static void await(Future<Void> future, Duration timeout)
      throws ExecutionException, TimeoutException {
    try {
      var unused =
          future
              .toCompletionStage()
              .toCompletableFuture()
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }
}
