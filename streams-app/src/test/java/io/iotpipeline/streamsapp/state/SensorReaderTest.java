package io.iotpipeline.streamsapp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.journal.Journal;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what is committed, also while another thread writes. Pieces leave the journal often. */
class SensorReaderTest {

  private static final int COMMITS = 2_000;
  private static final int EVENTS_PER_COMMIT = 3;
  private static final int JOURNAL_BYTES = 20_000;
  private static final int HEAP_BYTES = 1_000_000;

  /** A reader must be able to read between two commits. */
  private static final long PAUSE_NANOS = 500_000;

  @TempDir private Path folder;

  private final SensorStore store =
      new SensorStoreBuilder("sensors", HEAP_BYTES, JOURNAL_BYTES, AlertLimits.NONE)
          .withLoggingDisabled()
          .build();

  private MockProcessorContext<Void, Void> context;
  private long nextId;

  @BeforeEach
  void open() {
    if (context == null) {
      context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
    }
    store.init(context.getStateStoreContext(), store);
    store.recover();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_reader_sees_each_commit_as_a_whole_and_none_twice() {
    CompletableFuture<Void> writer = CompletableFuture.runAsync(this::write);
    long before = 0;
    while (!writer.isDone()) {
      long count = count();
      assertThat(count % EVENTS_PER_COMMIT).isZero();
      assertThat(count).isGreaterThanOrEqualTo(before);
      before = count;
    }
    writer.join();

    assertThat(count()).isEqualTo((long) COMMITS * EVENTS_PER_COMMIT);
    assertThat(store.reader().read("another", SensorReader.View::sensor)).isEmpty();
  }

  /** Until the commit the journal does not say that the hour has closed. */
  @Test
  void a_reader_sees_an_hour_as_a_whole_that_is_deleted_at_the_same_time() {
    List<Optional<Long>> counts = new ArrayList<>();
    AtomicReference<SensorReader> reader = new AtomicReference<>();
    Runnable beforeHead =
        () -> Optional.ofNullable(reader.get()).ifPresent(each -> counts.add(countIn(each)));
    SensorStore other =
        new SensorStore(
            new SensorRecords(watched(beforeHead)),
            new HeapBudget(HEAP_BYTES),
            JOURNAL_BYTES,
            AlertLimits.NONE);
    other.init(context.getStateStoreContext(), other);
    other.recover();
    for (int event = 0; event < 5; event++) {
      accept(other, "s", event, "m", 1);
    }
    other.flushCache();
    other.writeSnapshots();
    accept(other, "s", 5, "m", 1);
    other.flushCache();

    accept(other, "s", 30 * UtcHour.MILLIS, "m", 1);
    other.close(other.sensor("s"), 6 * UtcHour.MILLIS, 0, hour -> hour.markEmitted(0));
    reader.set(other.reader());
    other.flushCache();

    assertThat(counts).containsExactly(Optional.of(6L));
    other.close();
  }

  /**
   * @param beforeHead called before the head of the journal is written
   */
  @SuppressWarnings("unchecked")
  private KeyValueStore<Bytes, byte[]> watched(Runnable beforeHead) {
    KeyValueStore<Bytes, byte[]> records =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("other"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("put") && isHead((Bytes) arguments[0])) {
                beforeHead.run();
              }
              return method.invoke(records, arguments);
            });
  }

  private static boolean isHead(Bytes key) {
    return Journal.isKey(key.get()) && !Journal.isPiece(key.get());
  }

  @Test
  void a_sensor_that_was_kept_in_memory_equals_one_that_is_read_anew() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<Integer> kept = new TreeSet<>();
    for (int commit = 0; commit < 500; commit++) {
      for (int change = random.nextInt(40); change > 0; change--) {
        change("s-" + random.nextInt(5), random);
      }
      store.flushCache();
      for (int read = random.nextInt(3); read > 0; read--) {
        String id = "s-" + random.nextInt(5);
        assertThat(store.reader().read(id, SensorReaderTest::text))
            .as("seed %d, commit %d", seed, commit)
            .isEqualTo(newReader().read(id, SensorReaderTest::text));
      }
      kept.add(store.reader().size());
    }
    assertThat(kept).contains(5);
  }

  private void change(String id, Random random) {
    Sensor sensor = store.sensor(id);
    switch (random.nextInt(20)) {
      case 0 -> store.close(sensor, hourBefore(random), nextId, hour -> {});
      case 1 -> {
        Hour hour = store.takePending();
        if (hour != null) {
          hour.markEmitted(nextId);
          store.emitted(hour, nextId);
        }
      }
      case 2 -> store.register(sensor, nextId);
      default ->
          accept(
              id,
              hourBefore(random) + random.nextInt((int) UtcHour.MILLIS),
              "m-" + random.nextInt(3),
              random.nextDouble());
    }
    store.makeRoom();
  }

  /** Advances by an hour for about every 30 changes. */
  private long hourBefore(Random random) {
    return UtcHour.startOf(nextId * UtcHour.MILLIS / 30) - random.nextInt(4) * UtcHour.MILLIS;
  }

  private SensorReader newReader() {
    return new SensorReader(store.records(), AlertLimits.NONE, () -> 0);
  }

  private static String text(SensorReader.View view) {
    StringBuilder text = new StringBuilder("clock " + view.sensor().clock());
    text.append(", last heard ").append(view.sensor().registration().lastHeard());
    for (Hour hour : view.hours(Long.MIN_VALUE, Long.MAX_VALUE)) {
      text.append('\n').append(hour.start()).append(hour.isDue() ? " due" : "");
      for (Series series : hour.series()) {
        text.append(' ').append(series.metric()).append(' ').append(series.readings().count());
        text.append(' ').append(series.readings().sum()).append(' ');
        text.append(series.readings().last());
      }
    }
    return text.toString();
  }

  @Test
  void the_memory_of_a_reader_is_bounded() {
    for (int i = 0; i < 2_000; i++) {
      accept("s-" + i, i, "m", i);
    }
    store.flushCache();

    for (int i = 0; i < 2_000; i++) {
      assertThat(store.reader().read("s-" + i, SensorReaderTest::count)).contains(1L);
    }

    assertThat(store.reader().size()).isBetween(10, HEAP_BYTES / 8 / 500);
  }

  @Test
  void a_sensor_that_is_not_known_is_not_kept() {
    assertThat(store.reader().read("another", SensorReaderTest::count)).isEmpty();

    assertThat(store.reader().size()).isZero();
  }

  @Test
  void nothing_is_kept_when_the_store_is_opened_again() {
    accept();
    store.flushCache();
    assertThat(count()).isEqualTo(1);

    store.close();
    open();

    assertThat(store.reader().size()).isZero();
    assertThat(count()).isEqualTo(1);
  }

  private void write() {
    for (int commit = 0; commit < COMMITS; commit++) {
      for (int event = 0; event < EVENTS_PER_COMMIT; event++) {
        accept();
      }
      store.flushCache();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void accept() {
    accept("s", nextId * 10, "m", 1);
  }

  private void accept(String id, long time, String metric, double value) {
    accept(store, id, time, metric, value);
  }

  private void accept(SensorStore into, String id, long time, String metric, double value) {
    DecodedEvent event =
        DecodedEvent.of(id, 1, nextId++, time, new String[] {metric}, new double[] {value});
    Hour hour = into.hour(into.sensor(id), UtcHour.startOf(time));
    if (hour.sensor.isClosed(hour.start)) {
      return; // a late event
    }
    into.accept(hour, event, true, 0, 0);
    into.detectorsChanged(hour.sensor);
    hour.add(event);
    into.markPending(hour);
  }

  private long count() {
    return countIn(store.reader()).orElse(0L);
  }

  private static Optional<Long> countIn(SensorReader reader) {
    return reader.read("s", SensorReaderTest::count);
  }

  private static long count(SensorReader.View view) {
    return view.hours(Long.MIN_VALUE, Long.MAX_VALUE).stream()
        .flatMap(hour -> hour.series().stream())
        .mapToLong(series -> series.readings().count())
        .sum();
  }
}
