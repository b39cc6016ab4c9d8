package io.iotpipeline.streamsapp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
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
    DecodedEvent event =
        DecodedEvent.of(id, 1, nextId++, time, new String[] {metric}, new double[] {value});
    Hour hour = store.hour(store.sensor(id), UtcHour.startOf(time));
    if (hour.sensor.isClosed(hour.start)) {
      return; // a late event
    }
    store.accept(hour, event, true, 0, 0);
    store.detectorsChanged(hour.sensor);
    hour.add(event);
    store.markPending(hour);
  }

  private long count() {
    return store.reader().read("s", SensorReaderTest::count).orElse(0L);
  }

  private static long count(SensorReader.View view) {
    return view.hours(Long.MIN_VALUE, Long.MAX_VALUE).stream()
        .flatMap(hour -> hour.series().stream())
        .mapToLong(series -> series.readings().count())
        .sum();
  }
}
