package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.SensorStatus;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.catalogue.MetricCatalogue;
import io.iotpipeline.streamsapp.config.SilenceAlerts;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.register.Inflow;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.SensorStoreBuilder;
import io.iotpipeline.streamsapp.state.StoreRecords;
import io.iotpipeline.streamsapp.state.StoreSizes;
import io.iotpipeline.streamsapp.state.WindowGrace;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The processors of one partition and their store. What was forwarded counts when it is committed.
 * They can be replaced by new ones, as after a crash or on another instance: committed state is
 * there, uncommitted state is not.
 */
final class RestartableApp implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final int UPDATES_PER_SECOND = 100;
  private static final Duration GRACE = Duration.ofHours(24);

  private final Path folder;
  private final long journalBytes;
  private final AlertLimits limits;
  private final List<HourlyAggregate> updates = new ArrayList<>();
  private final List<SensorAlert> alerts = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();
  private final Map<String, SensorStatus> register = new TreeMap<>();
  private long heapBytes;
  private long largestHeapBytes;
  private int stores;
  private SensorStore sensors;
  private StoreRecords committed;
  private MockProcessorContext<byte[], Object> acceptContext;
  private MockProcessorContext<String, HourlyAggregate> aggregateContext;
  private MockProcessorContext<String, SensorAlert> alertContext;
  private MockProcessorContext<String, SpecificRecordBase> registerContext;
  private AcceptProcessor accept;
  private AggregateProcessor aggregate;
  private AlertProcessor alert;
  private RegisterProcessor registration;
  private long nowMs = 1_000;

  /**
   * @param folder for the stores
   * @param heapBytes budget of the store
   * @param journalBytes limit of its journal
   */
  RestartableApp(Path folder, long heapBytes, long journalBytes, AlertLimits limits) {
    this.folder = folder;
    this.heapBytes = heapBytes;
    this.journalBytes = journalBytes;
    this.limits = limits;
    open();
    committed = StoreRecords.of(sensors);
    start();
  }

  /** Kills the app and starts it with a store that is restored from the changelog alone. */
  void crash() {
    sensors.close();
    open();
    committed.restore(sensors);
    start();
  }

  void crash(long newHeapBytes) {
    heapBytes = newHeapBytes;
    largestHeapBytes = 0;
    crash();
  }

  private void open() {
    acceptContext = context();
    aggregateContext = context();
    alertContext = context();
    registerContext = context();
    acceptContext.setRecordMetadata("sensor-events", 0, 0);
    sensors =
        new SensorStoreBuilder(TopologyNames.SENSORS_STORE, heapBytes, journalBytes, limits)
            .withLoggingDisabled()
            .build();
    sensors.init(aggregateContext.getStateStoreContext(), sensors);
    acceptContext.addStateStore(sensors);
    aggregateContext.addStateStore(sensors);
    alertContext.addStateStore(sensors);
    registerContext.addStateStore(sensors);
  }

  private void start() {
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
            UPDATES_PER_SECOND,
            Duration.ofDays(7),
            TestPipeline.unreadMetrics());
    alert = new AlertProcessor(limits, TestPipeline.unreadMetrics());
    registration =
        new RegisterProcessor(
            SilenceAlerts.ALL,
            Duration.ofSeconds(60),
            new MetricCatalogue(null, null, null),
            new Inflow(),
            TestPipeline.unreadMetrics());
    accept.init(acceptContext);
    aggregate.init(aggregateContext);
    alert.init(alertContext);
    registration.init(registerContext);
  }

  void process(SensorEvent event) {
    int before = acceptContext.forwarded().size();
    Record<byte[], byte[]> record = new Record<>(Fixtures.key(event), new byte[0], nowMs);
    ValidatedRecord received = new ValidatedRecord(record, new DecodedEvent(record.value(), event));
    accept.process(new Record<>(record.key(), received, nowMs));
    List<CapturedForward<? extends byte[], ?>> forwarded = List.copyOf(acceptContext.forwarded());
    for (CapturedForward<? extends byte[], ?> each : forwarded.subList(before, forwarded.size())) {
      if (each.record().value() instanceof AcceptedEvent accepted) {
        Record<byte[], AcceptedEvent> onward =
            new Record<>(record.key(), accepted, each.record().timestamp());
        if (each.childName().equals(Optional.of(TopologyNames.ALERT))) {
          alert.process(onward);
        } else if (each.childName().equals(Optional.of(TopologyNames.REGISTER))) {
          registration.process(onward);
        } else {
          aggregate.process(onward);
        }
      }
    }
  }

  void commit() {
    sensors.flushCache();
    committed = StoreRecords.of(sensors);
    aggregateContext.forwarded().forEach(each -> updates.add(each.record().value()));
    alertContext.forwarded().forEach(each -> alerts.add(each.record().value()));
    acceptContext.forwarded().stream()
        .map(each -> each.record().value())
        .filter(RejectedEvent.class::isInstance)
        .forEach(each -> rejections.add(((RejectedEvent) each).getReason()));
    acceptContext.resetForwards();
    aggregateContext.resetForwards();
    alertContext.resetForwards();
    registerContext.forwarded().forEach(each -> register(each.record().value()));
    registerContext.resetForwards();
  }

  private void register(SpecificRecordBase committed) {
    if (committed instanceof SensorAlert silence) {
      alerts.add(silence);
      return;
    }
    SensorStatus status = (SensorStatus) committed;
    SensorStatus before = register.put(status.getSensorId(), status);
    if (before != null && before.getRevision() >= status.getRevision()) {
      throw new AssertionError("revision " + status + " does not rise after " + before);
    }
  }

  /** Describes a sensor, as processor describe does. */
  void describe(String sensorId, Description description) {
    sensors.describe(sensors.sensor(sensorId), description, nowMs);
  }

  /** Lets the emit interval pass. */
  void passInterval() {
    setTime(nowMs + INTERVAL.toMillis());
    punctuate(aggregateContext);
    punctuate(registerContext);
  }

  private void punctuate(MockProcessorContext<?, ?> context) {
    List<CapturedPunctuator> all = context.scheduledPunctuators();
    all.get(all.size() - 1).getPunctuator().punctuate(nowMs);
  }

  void setTime(long newNowMs) {
    nowMs = newNowMs;
    acceptContext.setCurrentSystemTimeMs(nowMs);
    aggregateContext.setCurrentSystemTimeMs(nowMs);
    registerContext.setCurrentSystemTimeMs(nowMs);
  }

  /** Committed updates of hours, in their order. */
  List<HourlyAggregate> updates() {
    return updates;
  }

  List<SensorAlert> alerts() {
    return alerts;
  }

  /** The committed register: the newest record of each sensor. */
  Map<String, SensorStatus> register() {
    return register;
  }

  /** The reasons of committed rejections. */
  List<String> rejections() {
    return rejections;
  }

  StoreSizes storeSizes() {
    return StoreSizes.of(sensors);
  }

  /** The records that are written, without what only the journal has. */
  StoreSizes writtenSizes() {
    return StoreSizes.written(sensors);
  }

  /** Whether the store has records that are not committed. */
  boolean hasUncommittedRecords() {
    return !committed.areThoseOf(sensors);
  }

  /** Estimated bytes of what is in memory now. */
  long heapBytes() {
    return StoreSizes.heapBytes(sensors);
  }

  long largestHeapBytes() {
    return largestHeapBytes;
  }

  @Override
  public void close() {
    sensors.close();
  }

  private <K, V> MockProcessorContext<K, V> context() {
    try {
      Path store = Files.createDirectories(folder.resolve("store-" + ++stores));
      MockProcessorContext<K, V> context =
          new MockProcessorContext<>(new Properties(), new TaskId(0, 0), store.toFile()) {
            /** Is called for each update. */
            @Override
            public long currentSystemTimeMs() {
              if (sensors != null) {
                largestHeapBytes = Math.max(largestHeapBytes, StoreSizes.heapBytes(sensors));
              }
              return super.currentSystemTimeMs();
            }
          };
      context.setCurrentSystemTimeMs(nowMs);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
