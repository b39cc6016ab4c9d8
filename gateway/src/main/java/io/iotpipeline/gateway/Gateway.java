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
import io.iotpipeline.gateway.line.LineEvents;
import io.iotpipeline.gateway.line.SeriesMapping;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.gateway.mqtt.MqttBrokerClient;
import io.iotpipeline.gateway.mqtt.MqttServer;
import io.iotpipeline.gateway.server.ProtocolServer;
import io.iotpipeline.vertxserver.Certificates;
import io.iotpipeline.vertxserver.EventLoops;
import io.iotpipeline.vertxserver.ListenAddress;
import io.iotpipeline.vertxserver.StartupException;
import io.vertx.core.Future;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the parts of the gateway, and stops them in the order in which nothing is lost. */
final class Gateway {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);

  private final GatewayMetrics metrics;
  private final EventLoops eventLoops;
  private final KafkaIntake intake;
  private final AdmissionControl admission;
  private final List<ProtocolServer> servers = new ArrayList<>();

  private Gateway(
      EventLoops eventLoops, GatewayMetrics metrics, KafkaIntake intake, RateLimits limits) {
    this.eventLoops = eventLoops;
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
    Optional<Certificates> certificates = Certificates.of(config.ssl());
    GatewayMetrics metrics = new GatewayMetrics();
    KafkaIntake intake =
        KafkaConnection.open(
            ProducerSettings.of(config.kafka(), config.maxBytesInFlight()),
            config.avro(),
            EventLoops.COUNT,
            config.maxBytesInFlight(),
            metrics);
    EventLoops eventLoops = new EventLoops();
    RateLimits limits = new RateLimits(config.eventsPerSecond(), System::nanoTime);
    Gateway gateway = new Gateway(eventLoops, metrics, intake, limits);
    try {
      Senders login = senders.<Senders>map(file -> file).orElse(Senders.ANYBODY);
      config
          .http()
          .ifPresent(
              address ->
                  gateway.startServer(
                      gateway.http(config, certificates, login), "http.listen=" + address));
      config
          .mqtt()
          .ifPresent(
              address ->
                  gateway.startServer(
                      gateway.mqtt(config, address, certificates, login),
                      "mqtt.listen=" + address));
      config
          .mqttBroker()
          .ifPresent(
              broker -> gateway.startServer(gateway.mqttBroker(config), "mqtt.broker=" + broker));
      eventLoops.reloadRegularly(
          () -> {
            senders.ifPresent(SendersFile::reload);
            certificates.ifPresent(Certificates::reload);
          });
      return gateway;
    } catch (RuntimeException e) {
      gateway.stop();
      throw e;
    }
  }

  private ProtocolServer http(
      GatewayConfig config, Optional<Certificates> certificates, Senders senders) {
    SeriesMapping mapping =
        new SeriesMapping(config.sensorTags(), Set.copyOf(config.ignoredTags()));
    return new HttpProtocolServer(
        eventLoops,
        config,
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
      Optional<Certificates> certificates,
      Senders senders) {
    NetServerOptions options =
        new NetServerOptions().setHost(address.host()).setPort(address.port());
    certificates.ifPresent(
        keys -> options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(keys)));
    return new MqttServer(
        eventLoops.vertx(),
        options,
        senders,
        admission,
        metrics,
        config.maxConnections(),
        EventLoops.COUNT);
  }

  private ProtocolServer mqttBroker(GatewayConfig config) {
    return new MqttBrokerClient(eventLoops.vertx(), config, admission, metrics);
  }

  private Optional<String> notReady() {
    return intake.isAvailable()
        ? Optional.empty()
        : Optional.of("Kafka does not acknowledge events");
  }

  private void startServer(ProtocolServer server, String setting) {
    servers.add(server);
    EventLoops.awaitListening(server.start(), setting);
  }

  /** Takes nothing new, answers what is in work, and ends. */
  void stop() {
    LOG.info("Stopping: {} messages in work", admission.inWork());
    all(ProtocolServer::stopTaking);
    EventLoops.drain(admission::inWork, DRAIN_TIMEOUT);
    if (admission.inWork() > 0) {
      LOG.warn("{} messages are not acknowledged; their senders send again", admission.inWork());
    }
    all(ProtocolServer::close);
    intake.close();
    eventLoops.close();
    metrics.close();
    LOG.info("Stopped");
  }

  private void all(Function<ProtocolServer, Future<Void>> step) {
    servers.forEach(server -> EventLoops.awaitStopped(step.apply(server)));
  }
}
