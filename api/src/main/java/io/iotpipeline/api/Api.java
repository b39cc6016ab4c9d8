package io.iotpipeline.api;

import io.iotpipeline.api.alerts.AlertJson;
import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.config.ApiConfig;
import io.iotpipeline.api.config.ConfigKeys;
import io.iotpipeline.api.http.HttpApiServer;
import io.iotpipeline.api.http.Services;
import io.iotpipeline.api.live.FollowedReadings;
import io.iotpipeline.api.live.LiveHub;
import io.iotpipeline.api.live.Stream;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.api.pipeline.NodeState;
import io.iotpipeline.api.pipeline.PipelineMonitor;
import io.iotpipeline.api.quarantine.QuarantineLog;
import io.iotpipeline.api.readings.AlertHistory;
import io.iotpipeline.api.readings.CassandraConnection;
import io.iotpipeline.api.readings.CassandraTables;
import io.iotpipeline.api.readings.HourlyQueries;
import io.iotpipeline.api.readings.LatestReadings;
import io.iotpipeline.api.readings.NewestReadings;
import io.iotpipeline.api.readings.ReadingQueries;
import io.iotpipeline.api.readings.SensorTables;
import io.iotpipeline.api.readings.Sparklines;
import io.iotpipeline.api.readings.StreamsApps;
import io.iotpipeline.api.register.SensorQueries;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.api.replay.QuarantineReplay;
import io.iotpipeline.api.replay.Replays;
import io.iotpipeline.api.source.AvroReader;
import io.iotpipeline.api.source.EventTail;
import io.iotpipeline.api.source.KafkaClients;
import io.iotpipeline.api.source.RemoteHttp;
import io.iotpipeline.api.source.SchemaCache;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SchemaRegistryClient;
import io.iotpipeline.schemas.connection.RegistryAccess;
import io.iotpipeline.vertxserver.Certificates;
import io.iotpipeline.vertxserver.EventLoops;
import io.iotpipeline.vertxserver.StartupException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of the API, and stops them. It starts also while other servers are away: it goes
 * on trying to reach them.
 */
final class Api {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);

  /** Twice this for a client at the most: less than it waits. */
  private static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(4);

  private final ApiConfig config;
  private final ApiMetrics metrics = new ApiMetrics();
  private final ExecutorService remoteThreads = Executors.newFixedThreadPool(2, Api::remoteThread);
  private final SensorRegister register;
  private final AlertLog alerts = new AlertLog();
  private final QuarantineLog quarantine;
  private final Replays replays;
  private final Feeds feeds;
  private final CassandraConnection cassandra;
  private final LiveHub hub;
  private final EventTail events;
  private final PipelineMonitor monitor;
  private final EventLoops eventLoops = new EventLoops();
  private final HttpApiServer server;
  private volatile boolean stopping;

  private static Thread remoteThread(Runnable task) {
    Thread thread = new Thread(task, "remote");
    thread.setDaemon(true);
    return thread;
  }

  private Api(ApiConfig config, Optional<Certificates> certificates) {
    this.config = config;
    KafkaClients kafka = new KafkaClients(config.kafka());
    SchemaRegistryClient registry = AvroSerdes.of(config.avro()).registry();
    AvroReader avro = new AvroReader(new SchemaCache(registry));
    this.register =
        new SensorRegister(
            config.limits().sensors(), config.limits().registerBytes(), alerts.open());
    this.quarantine = new QuarantineLog(avro);
    this.replays = new Replays(new QuarantineReplay(new ConfiguredTopics(config)));
    this.feeds = new Feeds(kafka, avro, metrics, register, alerts, quarantine);
    this.cassandra =
        new CassandraConnection(
            config.cassandraNodes(), config.cassandraDatacenter(), config.cassandra());
    this.hub = new LiveHub(config.limits().liveClients(), metrics);
    NewestReadings newest = new NewestReadings();
    this.events = new EventTail(List.of(new FollowedReadings(hub), newest), avro, kafka::consumer);
    RemoteHttp streamsAppHttp = remote(ConfigKeys.STREAMS_APP);
    StreamsApps streamsApps = new StreamsApps(streamsAppHttp, config.streamsApps(), remoteThreads);
    this.monitor = new PipelineMonitor(servers(kafka, registry, streamsAppHttp));
    SensorTables tables = new CassandraTables(cassandra);
    Services services =
        new Services(
            register,
            new SensorQueries(register),
            alerts,
            quarantine,
            replays,
            new LatestReadings(streamsApps, newest, register),
            new ReadingQueries(tables, Clock.systemUTC()),
            new HourlyQueries(tables, streamsApps, register, Clock.systemUTC()),
            new Sparklines(tables, register, Clock.systemUTC()),
            new AlertHistory(tables, register),
            monitor,
            hub);
    publish();
    this.server =
        new HttpApiServer(eventLoops, config, certificates, services, metrics, this::waitingFor);
    metrics.gauge("sensors", "Sensors of the register in memory.", register::size);
    metrics.gauge("register.bytes", "Memory of the register, about.", register::bytes);
    metrics.counter(
        "register.refused",
        "Records of sensors that the register has no room for.",
        register,
        SensorRegister::refused);
    metrics.gauge("latest.sensors", "Sensors whose latest readings are in memory.", newest::size);
    metrics.gauge("alerts", "Alerts in memory.", alerts::size);
    metrics.gauge("rejected", "Rejected records in memory.", quarantine::size);
    metrics.gauge(
        "replay.running",
        "1 while rejected records are replayed.",
        () -> replays.isRunning() ? 1 : 0);
    metrics.counter(
        "replayed.records", "Rejected records that were replayed.", replays, Replays::replayed);
  }

  /** Passes on what happens to those who follow it. */
  private void publish() {
    alerts.listen(
        alert ->
            hub.publish(
                Stream.ALERTS,
                alert.getSensorId(),
                () -> AlertJson.of(alert, register.unit(alert.getSensorId(), alert.getMetric()))));
    quarantine.listen((sensor, json) -> hub.publish(Stream.QUARANTINE, sensor, json));
    monitor.listen(report -> hub.publish(Stream.PIPELINE, null, () -> report));
  }

  private RemoteHttp remote(String prefix) {
    return new RemoteHttp(eventLoops.vertx(), prefix, config.remotes().get(prefix), REMOTE_TIMEOUT);
  }

  private PipelineMonitor.Servers servers(
      KafkaClients kafka, SchemaRegistryClient registry, RemoteHttp streamsAppHttp) {
    return new PipelineMonitor.Servers(
        config.kafka().get("bootstrap.servers"),
        kafka::admin,
        config.streamsAppGroup(),
        RegistryAccess.withoutLogin(config.avro().get(RegistryAccess.URL)),
        () -> {
          var unused = registry.schema(1);
        },
        config.connect(),
        remote(ConfigKeys.CONNECT),
        config.streamsApps(),
        streamsAppHttp,
        config.gateway(),
        remote(ConfigKeys.GATEWAY),
        () ->
            cassandra.nodes().entrySet().stream()
                .map(node -> new NodeState("cassandra", node.getKey(), node.getValue(), ""))
                .toList(),
        () -> feeds.hasReadRejected() ? quarantine.totals() : Map.of(),
        feeds::counts);
  }

  /**
   * @throws org.apache.kafka.common.config.ConfigException if a setting or a file is invalid
   * @throws StartupException if the address is in use
   */
  static Api start(ApiConfig config) {
    Optional<Certificates> certificates = Certificates.of(config.ssl());
    Api api = new Api(config, certificates);
    try {
      api.start(certificates);
      return api;
    } catch (RuntimeException e) {
      api.stop();
      throw e;
    }
  }

  private void start(Optional<Certificates> certificates) {
    feeds.start();
    cassandra.start();
    events.start();
    monitor.start();
    EventLoops.awaitListening(server.start(), "http.listen=" + config.http());
    certificates.ifPresent(keys -> eventLoops.reloadRegularly(keys::reload));
  }

  List<String> waitingFor() {
    List<String> missing = new ArrayList<>();
    if (stopping) {
      missing.add("the API is stopping");
    }
    missing.addAll(feeds.waitingFor());
    cassandra.waitingFor().ifPresent(missing::add);
    return missing;
  }

  int port() {
    return server.port();
  }

  /** Answers what is in work, and ends. A load balancer sees before that it is not ready. */
  void stop() {
    LOG.info("Stopping: {} requests in work", server.inWork());
    stopping = true;
    EventLoops.drain(server::inWork, DRAIN_TIMEOUT);
    EventLoops.awaitStopped(server.close());
    monitor.close();
    replays.close();
    feeds.close();
    events.close();
    cassandra.close();
    remoteThreads.shutdownNow();
    eventLoops.close();
    metrics.close();
    LOG.info("Stopped");
  }
}
