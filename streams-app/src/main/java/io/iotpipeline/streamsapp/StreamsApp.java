package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.streamsapp.config.KafkaSettings;
import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.metrics.AppMetrics;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.SchemaSource;
import io.iotpipeline.streamsapp.topology.PipelineTopology;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the app, from start-up to shutdown. */
final class StreamsApp {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(9);

  private final StreamsAppConfig config;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final KafkaStreamsHolder holder = new KafkaStreamsHolder();
  private final ThreadFailures failures = new ThreadFailures(Clock.systemUTC());
  private final AppMetrics metrics;
  private final Health health;

  StreamsApp(StreamsAppConfig config, String version) {
    this.config = config;
    this.metrics = new AppMetrics(version);
    this.health = new Health(holder, metrics.restoreProgress(), failures);
  }

  /** Makes {@link #run} return; thread-safe. */
  void stop() {
    health.stopping();
    stop.countDown();
  }

  /**
   * Runs until {@link #stop} is called or Kafka Streams fails.
   *
   * @return false if Kafka Streams failed
   */
  boolean run() {
    // The HTTP server starts first and stops last, so that probes always get an answer.
    try (AppMetrics closedLast = metrics;
        HttpServerLifecycle http = HttpServerLifecycle.open(config, holder, health, closedLast)) {
      return run(http);
    }
  }

  private boolean run(HttpServerLifecycle http) {
    AvroSerdes serdes = AvroSerdes.of(config.avro());
    PipelineTopology topology =
        new PipelineTopology(
            config,
            serdes,
            SchemaSource.of(serdes.registry()),
            new RetryPolicy(REGISTRY_TIMEOUT),
            metrics.pipeline());
    checkClasses(serdes);
    Properties settings = KafkaSettings.of(config);
    http.advertised()
        .ifPresent(
            address -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.toString()));
    TopicCheck.run(settings);
    KafkaStreams streams = create(topology, settings);
    metrics.bindTo(streams);
    metrics.watchCertificates(config.certificateWatch());
    holder.set(streams);
    streams.start();
    awaitStop();
    boolean failed = streams.state() == KafkaStreams.State.ERROR;
    close(streams);
    return !failed;
  }

  private KafkaStreams create(PipelineTopology topology, Properties settings) {
    KafkaStreams streams = new KafkaStreams(topology.get(), settings);
    streams.setGlobalStateRestoreListener(metrics.restoreProgress());
    MaxFailuresUncaughtExceptionHandler handler =
        new MaxFailuresUncaughtExceptionHandler(System::nanoTime, StreamsApp::halt);
    streams.setUncaughtExceptionHandler(
        failure -> {
          failures.add(failure);
          return handler.handle(failure);
        });
    streams.setStateListener(
        (now, before) -> {
          LOG.info("{} (was {})", now, before);
          if (now == KafkaStreams.State.ERROR) {
            stop();
          }
        });
    return streams;
  }

  private static void close(KafkaStreams streams) {
    // Leaving the group reassigns the partitions now, not after the session timeout.
    boolean closed =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    if (!closed) {
      LOG.warn(
          "Not closed within {}; open transactions are aborted and their records processed again",
          CLOSE_TIMEOUT);
    }
  }

  private static void halt() {
    Runtime.getRuntime().halt(StartupException.FAILURE);
  }

  /** Stream threads create serializers later; this reports a wrong class name at start-up. */
  private static void checkClasses(AvroSerdes serdes) {
    serdes.serializer().close();
    serdes.deserializer().close();
  }

  private void awaitStop() {
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
