package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.streamsapp.registry.Retry;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the app, from start to stop. */
final class StreamsApp {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(9);

  private final StreamsAppConfig config;
  private final CountDownLatch stop = new CountDownLatch(1);

  StreamsApp(StreamsAppConfig config) {
    this.config = config;
  }

  /** Lets {@link #run} end; may be called from any thread. */
  void stop() {
    stop.countDown();
  }

  /**
   * Runs until it is stopped or fails beyond repair.
   *
   * @return whether it was stopped
   */
  boolean run() {
    AvroSerdes serdes = AvroSerdes.of(config.avro());
    PipelineTopology topology =
        new PipelineTopology(
            config, serdes, serdes.registry()::schema, new Retry(REGISTRY_PATIENCE));
    checkClasses(serdes);
    Properties settings = KafkaSettings.of(config);
    TopicCheck.run(settings);
    KafkaStreams streams = new KafkaStreams(topology.get(), settings);
    streams.setUncaughtExceptionHandler(new ThreadReplacement(System::nanoTime));
    streams.setStateListener(
        (now, before) -> {
          LOG.info("{} (was {})", now, before);
          if (now == KafkaStreams.State.ERROR) {
            stop();
          }
        });
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
