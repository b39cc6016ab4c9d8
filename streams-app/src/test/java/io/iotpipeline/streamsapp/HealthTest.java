package io.iotpipeline.streamsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.streamsapp.config.KafkaSettings;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.http.HealthReport;
import io.iotpipeline.streamsapp.http.UnavailableException;
import io.iotpipeline.streamsapp.metrics.AppMetrics;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import io.iotpipeline.streamsapp.query.StreamsSensorLocator;
import io.iotpipeline.streamsapp.registry.InMemoryRegistry;
import io.iotpipeline.streamsapp.topology.TestPipeline;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {

  @TempDir private Path folder;

  private final KafkaStreamsHolder streams = new KafkaStreamsHolder();
  private final AppMetrics metrics = new AppMetrics("test");
  private final ThreadFailures failures = new ThreadFailures(Clock.systemUTC());
  private final Health health = new Health(streams, metrics.restoreProgress(), failures);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void before_the_start_it_is_live_and_not_ready() {
    HealthReport report = health.report();

    assertThat(report.state()).isEqualTo("STARTING");
    assertThat(report.live()).isTrue();
    assertThat(report.ready()).isFalse();
  }

  @Test
  void created_is_not_ready_and_its_threads_are_reported() {
    try (KafkaStreams created = kafkaStreams()) {
      streams.set(created);

      HealthReport report = health.report();

      assertThat(report.state()).isEqualTo("CREATED");
      assertThat(report.live()).isTrue();
      assertThat(report.ready()).isFalse();
      assertThat(report.threads())
          .hasSize(2)
          .allSatisfy(thread -> assertThat(thread.state()).isEqualTo("CREATED"));
    }
  }

  @Test
  void closed_is_not_live() {
    KafkaStreams closed = kafkaStreams();
    streams.set(closed);
    closed.close();

    HealthReport report = health.report();

    assertThat(report.state()).isEqualTo("NOT_RUNNING");
    assertThat(report.live()).isFalse();
  }

  @Test
  void queries_are_unavailable_before_the_start_and_before_it_runs() {
    StreamsSensorLocator locator = new StreamsSensorLocator(streams);

    assertThatThrownBy(() -> locator.locate("s")).isInstanceOf(UnavailableException.class);
    try (KafkaStreams created = kafkaStreams()) {
      streams.set(created);
      assertThatThrownBy(() -> locator.locate("s")).isInstanceOf(UnavailableException.class);
    }
  }

  @Test
  void running_is_not_ready_while_its_threads_keep_failing() {
    try (KafkaStreams running = kafkaStreams(KafkaStreams.State.RUNNING)) {
      streams.set(running);
      failures.add(new IllegalStateException("the first"));
      assertThat(health.report().ready()).isTrue();

      failures.add(new IllegalStateException("the second"));

      HealthReport report = health.report();
      assertThat(report.ready()).isFalse();
      assertThat(report.live()).isTrue();
      assertThat(report.threadFailures().count()).isEqualTo(2);
      assertThat(report.threadFailures().error()).isEqualTo("IllegalStateException: the second");
    }
  }

  private KafkaStreams kafkaStreams() {
    InMemoryRegistry registry = InMemoryRegistry.withOurSchemas();
    StreamsAppConfig config = TestPipeline.config(registry, folder);
    return new KafkaStreams(TestPipeline.topology(config, registry), KafkaSettings.of(config));
  }

  /** Reports that state; it runs nothing. */
  private KafkaStreams kafkaStreams(KafkaStreams.State reported) {
    InMemoryRegistry registry = InMemoryRegistry.withOurSchemas();
    StreamsAppConfig config = TestPipeline.config(registry, folder);
    return new KafkaStreams(TestPipeline.topology(config, registry), KafkaSettings.of(config)) {
      @Override
      public State state() {
        return reported;
      }
    };
  }
}
