package io.iotpipeline.streamsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new processor over the stores of an old one, as after a crash or on another instance. */
class RestartTest {

  private static final long GRACE_MS = Duration.ofHours(24).toMillis();

  @TempDir private Path folder;

  private final List<StateStore> stores = new ArrayList<>();
  private MockProcessorContext<String, HourlyAggregate> aggregateContext;
  private MockProcessorContext<byte[], Object> admitContext;

  @BeforeEach
  void create_stores() {
    aggregateContext = context();
    admitContext = context();
    add(aggregateContext, Stores.hourlyWindows());
    add(aggregateContext, Stores.pendingWindows());
    add(admitContext, Stores.sensorClocks());
    add(admitContext, Stores.seenEvents());
    admitContext.setRecordMetadata("sensor-events", 0, 0);
  }

  @AfterEach
  void close_stores() {
    stores.forEach(StateStore::close);
  }

  @Test
  void an_update_that_was_due_leaves_after_the_restart() {
    aggregator().process(admitted(Fixtures.event()));

    aggregator();
    passInterval();

    assertThat(aggregateContext.forwarded()).hasSize(1);
    assertThat(lastUpdate().getCount()).isEqualTo(1);
  }

  @Test
  void the_same_processor_started_again_after_an_abort_forgets_what_was_rolled_back() {
    AggregateProcessor processor = aggregator();
    processor.process(admitted(Fixtures.event()));
    KeyValueStore<WindowKey, byte[]> pending =
        aggregateContext.getStateStore(Stores.PENDING_WINDOWS);
    KeyValueStore<WindowKey, HourlyWindow> windows =
        aggregateContext.getStateStore(Stores.HOURLY_WINDOWS);
    WindowKey key = new WindowKey(Fixtures.SENSOR, Hours.startOf(Fixtures.NOW.toEpochMilli()));
    pending.delete(key);
    windows.delete(key);

    processor.init(aggregateContext);
    passInterval();

    assertThat(aggregateContext.forwarded()).isEmpty();
  }

  @Test
  void counts_and_revisions_go_on_after_the_restart() {
    aggregator().process(admitted(Fixtures.event()));
    passInterval();
    long told = lastUpdate().getRevision();
    aggregateContext.setCurrentSystemTimeMs(500);

    aggregator().process(admitted(Fixtures.event()));
    passInterval();

    assertThat(lastUpdate().getCount()).isEqualTo(2);
    assertThat(lastUpdate().getRevision()).isEqualTo(told + 1);
  }

  @Test
  void a_duplicate_is_known_after_the_restart() {
    admitter().process(received(Fixtures.event()));

    admitter().process(received(Fixtures.event()));

    assertThat(lastReason()).isEqualTo(RejectionReason.DUPLICATE);
  }

  @Test
  void what_is_late_is_late_after_the_restart() {
    admitter().process(received(Fixtures.event()));

    admitter().process(received(at(Fixtures.NOW.minus(Duration.ofHours(26)))));

    assertThat(lastReason()).isEqualTo(RejectionReason.LATE);
  }

  private AggregateProcessor aggregator() {
    AggregateProcessor processor = new AggregateProcessor(Duration.ofSeconds(5));
    processor.init(aggregateContext);
    return processor;
  }

  private AdmitProcessor admitter() {
    AdmitProcessor processor = new AdmitProcessor(new Hours(GRACE_MS), new RejectionLog());
    processor.init(admitContext);
    return processor;
  }

  /** Only the newest processor lives on. */
  private void passInterval() {
    List<MockProcessorContext.CapturedPunctuator> all = aggregateContext.scheduledPunctuators();
    all.get(all.size() - 1).getPunctuator().punctuate(aggregateContext.currentSystemTimeMs());
  }

  private HourlyAggregate lastUpdate() {
    var forwarded = aggregateContext.forwarded();
    return forwarded.get(forwarded.size() - 1).record().value();
  }

  private RejectionReason lastReason() {
    var forwarded = admitContext.forwarded();
    Object last = forwarded.get(forwarded.size() - 1).record().value();
    return RejectionReason.valueOf(((RejectedEvent) last).getReason());
  }

  private static SensorEvent at(Instant time) {
    return new SensorEvent(UUID.randomUUID().toString(), Fixtures.SENSOR, time, Fixtures.MEASURED);
  }

  private static Record<byte[], Received> received(SensorEvent event) {
    return new Record<>(Fixtures.key(event), new Received(new byte[0], event), 0);
  }

  private static Record<byte[], Admitted> admitted(SensorEvent event) {
    long windowStart = Hours.startOf(event.getEventTime().toEpochMilli());
    Admitted admitted = new Admitted(event, windowStart, windowStart - GRACE_MS, false);
    return new Record<>(Fixtures.key(event), admitted, 0);
  }

  private <K, V> MockProcessorContext<K, V> context() {
    MockProcessorContext<K, V> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
    context.setCurrentSystemTimeMs(1_000);
    return context;
  }

  private <S extends StateStore> void add(
      MockProcessorContext<?, ?> context, StoreBuilder<S> builder) {
    S store = builder.withCachingDisabled().withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    stores.add(store);
  }
}
