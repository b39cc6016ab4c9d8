package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.SensorStoreBuilder;
import io.iotpipeline.streamsapp.state.StoreSizes;
import io.iotpipeline.streamsapp.state.WindowGrace;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * New processors on the store of old ones, as after a crash or on another instance: committed state
 * is there, uncommitted state is not.
 */
class RestartTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofHours(24);

  @TempDir private Path folder;

  private MockProcessorContext<String, HourlyAggregate> aggregateContext;
  private MockProcessorContext<byte[], Object> acceptContext;
  private SensorStore sensors;
  private long largestHeapBytes;
  private AcceptProcessor accept;
  private AggregateProcessor aggregate;

  @BeforeEach
  void start() {
    open(100_000_000);
    restart();
  }

  /**
   * @param heapBytes budget of the store
   */
  private void open(long heapBytes) {
    aggregateContext = context();
    acceptContext = context();
    acceptContext.setRecordMetadata("sensor-events", 0, 0);
    sensors =
        new SensorStoreBuilder(TopologyNames.SENSORS_STORE, heapBytes)
            .withLoggingDisabled()
            .build();
    sensors.init(aggregateContext.getStateStoreContext(), sensors);
    aggregateContext.addStateStore(sensors);
    acceptContext.addStateStore(sensors);
  }

  @AfterEach
  void close() {
    sensors.close();
  }

  @Test
  void a_pending_update_is_emitted_after_the_restart() {
    process(Fixtures.event());
    commit();

    restart();
    passInterval();

    assertThat(aggregateContext.forwarded()).hasSize(1);
    assertThat(lastUpdate().getCount()).isEqualTo(1);
  }

  @Test
  void a_pending_update_of_an_older_hour_is_emitted_after_the_restart() {
    process(Fixtures.event());
    commit();
    process(at(Fixtures.NOW.plus(Duration.ofHours(1))));
    process(at(Fixtures.NOW.minus(Duration.ofHours(2))));
    commit();

    restart();
    passInterval();

    assertThat(aggregateContext.forwarded()).hasSize(3);
    commit();
    restart();
    passInterval();
    assertThat(aggregateContext.forwarded()).hasSize(3);
  }

  @Test
  void a_pending_hour_that_closes_before_it_is_recovered_leaves_nothing() {
    process(Fixtures.event());
    process(at(Fixtures.NOW.plus(Duration.ofHours(1))));
    commit();
    assertThat(StoreSizes.of(sensors)).isEqualTo(new StoreSizes(1, 2, 0, 1));

    restart();
    process(at(Fixtures.NOW.plus(Duration.ofDays(3))));
    passInterval();
    commit();

    assertThat(StoreSizes.of(sensors)).isEqualTo(new StoreSizes(1, 1, 0, 0));
  }

  @Test
  void pending_updates_of_many_sensors_are_emitted_after_the_restart_within_the_budget() {
    for (int sensor = 0; sensor < 3_000; sensor++) {
      process(Fixtures.withSensor("s" + sensor));
    }
    commit();
    sensors.close();
    open(1_000_000);
    largestHeapBytes = 0;

    restart();
    passInterval();

    assertThat(aggregateContext.forwarded()).hasSize(3_000);
    assertThat(largestHeapBytes).isBetween(900_000L, 1_100_000L);
    commit();
    restart();
    passInterval();
    assertThat(aggregateContext.forwarded()).hasSize(3_000);
  }

  @Test
  void a_committed_update_is_not_emitted_again() {
    process(Fixtures.event());
    passInterval();
    commit();

    restart();
    passInterval();

    assertThat(aggregateContext.forwarded()).hasSize(1);
  }

  @Test
  void an_aborted_transaction_leaves_no_state() {
    process(Fixtures.event());

    restart();
    passInterval();
    process(Fixtures.event());

    assertThat(aggregateContext.forwarded()).isEmpty();
    assertThat(rejections()).isEmpty();
  }

  @Test
  void counts_and_revisions_continue_after_the_restart() {
    process(Fixtures.event());
    passInterval();
    commit();
    long emitted = lastUpdate().getRevision();
    aggregateContext.setCurrentSystemTimeMs(500);

    restart();
    process(at(Fixtures.NOW));
    passInterval();

    assertThat(lastUpdate().getCount()).isEqualTo(2);
    assertThat(lastUpdate().getRevision()).isEqualTo(emitted + 1);
  }

  @Test
  void a_duplicate_is_detected_after_the_restart() {
    process(Fixtures.event());
    commit();

    restart();
    process(Fixtures.event());

    assertThat(rejections()).containsExactly("DUPLICATE");
  }

  @Test
  void a_duplicate_among_hundreds_is_detected_after_the_restart() {
    for (int second = 0; second < 300; second++) {
      process(at(Fixtures.NOW.plusSeconds(second)));
      if (second == 100) {
        process(Fixtures.event());
      }
      if (second % 7 == 0) {
        commit();
      }
    }
    commit();

    restart();
    process(Fixtures.event());

    assertThat(rejections()).containsExactly("DUPLICATE");
  }

  @Test
  void a_late_event_is_late_after_the_restart() {
    process(Fixtures.event());
    commit();

    restart();
    process(at(Fixtures.NOW.minus(Duration.ofHours(26))));

    assertThat(rejections()).containsExactly("LATE");
  }

  private void restart() {
    accept =
        new AcceptProcessor(
            true,
            256,
            () -> new ValidatedEventWriter((topic, event) -> new byte[] {1}, EventBucket.DAY),
            new RejectionLog(),
            TestPipeline.unreadMetrics());
    aggregate =
        new AggregateProcessor(
            new WindowGrace(GRACE.toMillis()),
            INTERVAL,
            Duration.ofDays(7),
            TestPipeline.unreadMetrics());
    accept.init(acceptContext);
    aggregate.init(aggregateContext);
    acceptContext.resetForwards();
  }

  private void process(SensorEvent event) {
    int before = acceptContext.forwarded().size();
    Record<byte[], byte[]> record = new Record<>(Fixtures.key(event), new byte[0], 0);
    ValidatedRecord received = new ValidatedRecord(record, new DecodedEvent(record.value(), event));
    accept.process(new Record<>(record.key(), received, 0));
    List<MockProcessorContext.CapturedForward<? extends byte[], ?>> forwarded =
        List.copyOf(acceptContext.forwarded());
    for (var each : forwarded.subList(before, forwarded.size())) {
      if (each.childName().equals(Optional.of(TopologyNames.AGGREGATE))
          && each.record().value() instanceof AcceptedEvent accepted) {
        aggregate.process(new Record<>(Fixtures.key(event), accepted, 0));
      }
    }
  }

  private void commit() {
    sensors.flushCache();
  }

  /** Calls the punctuator of the newest processor. */
  private void passInterval() {
    List<MockProcessorContext.CapturedPunctuator> all = aggregateContext.scheduledPunctuators();
    long later = aggregateContext.currentSystemTimeMs() + INTERVAL.toMillis();
    all.get(all.size() - 1).getPunctuator().punctuate(later);
  }

  private HourlyAggregate lastUpdate() {
    var forwarded = aggregateContext.forwarded();
    return forwarded.get(forwarded.size() - 1).record().value();
  }

  private List<String> rejections() {
    return acceptContext.forwarded().stream()
        .map(forwarded -> forwarded.record().value())
        .filter(RejectedEvent.class::isInstance)
        .map(rejected -> ((RejectedEvent) rejected).getReason())
        .toList();
  }

  private static SensorEvent at(Instant time) {
    return new SensorEvent(
        UUID.randomUUID().toString(), Fixtures.SENSOR, time, Map.of("temperature", 1.0));
  }

  private <K, V> MockProcessorContext<K, V> context() {
    MockProcessorContext<K, V> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile()) {
          /** Is called for each update. */
          @Override
          public long currentSystemTimeMs() {
            if (sensors != null) {
              largestHeapBytes = Math.max(largestHeapBytes, StoreSizes.heapBytes(sensors));
            }
            return super.currentSystemTimeMs();
          }
        };
    context.setCurrentSystemTimeMs(1_000);
    return context;
  }
}
