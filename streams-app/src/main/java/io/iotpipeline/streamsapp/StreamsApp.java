package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.streamsapp.config.KafkaSettings;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.metrics.AppMetrics;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.topology.PipelineTopology;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the app, from start to stop. */
final class StreamsApp {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(9);

  private final StreamsAppConfig config;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final KafkaStreamsHolder running = new KafkaStreamsHolder();
  private final AppMetrics metrics;
  private final Health health;

  StreamsApp(StreamsAppConfig config, String version) {
    this.config = config;
    this.metrics = new AppMetrics(version);
    this.health = new Health(running, metrics.restoreProgress());
  }

  /** Lets {@link #run} end; may be called from any thread. */
  void stop() {
    health.stopping();
    stop.countDown();
  }

  /**
   * Runs until it is stopped or fails beyond repair.
   *
   * @return whether it was stopped
   */
  boolean run() {
    // The server comes first and goes last, so that a probe is always told how things are.
    try (AppMetrics told = metrics;
        HttpServerLifecycle http = HttpServerLifecycle.open(config, running, health, told)) {
      return run(http);
    }
  }

  private boolean run(HttpServerLifecycle http) {
    AvroSerdes serdes = AvroSerdes.of(config.avro());
    PipelineTopology topology =
        new PipelineTopology(
            config,
            serdes,
            serdes.registry()::schema,
            new RetryPolicy(REGISTRY_PATIENCE),
            metrics.pipeline());
    checkClasses(serdes);
    Properties settings = KafkaSettings.of(config);
    http.advertised()
        .ifPresent(
            address -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.toString()));
    TopicCheck.run(settings);
    KafkaStreams streams = new KafkaStreams(topology.get(), settings);
    streams.setGlobalStateRestoreListener(metrics.restoreProgress());
    streams.setUncaughtExceptionHandler(
        new MaxFailuresUncaughtExceptionHandler(System::nanoTime, StreamsApp::halt));
    streams.setStateListener(
        (now, before) -> {
          LOG.info("{} (was {})", now, before);
          if (now == KafkaStreams.State.ERROR) {
            stop();
          }
        });
    metrics.watch(streams);
    running.are(streams);
    streams.start();
    awaitStop();
    boolean failed = streams.state() == KafkaStreams.State.ERROR;
    // Leaving the group at once hands the partitions over without waiting for the session to end.
    boolean closed =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN));
    if (!closed) {
      LOG.warn("Not closed within {}: what is open is rolled back and done again", CLOSE_WITHIN);
    }
    return !failed;
  }

  private static void halt() {
    Runtime.getRuntime().halt(StartupException.FAILURE);
  }

  /** The threads make their own when they need them: a wrong class name should not wait so long. */
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
