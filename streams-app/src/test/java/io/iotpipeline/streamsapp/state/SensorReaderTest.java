package io.iotpipeline.streamsapp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads while another thread writes, and pieces leave the journal all the time. */
class SensorReaderTest {

  private static final int COMMITS = 2_000;
  private static final int EVENTS_PER_COMMIT = 3;
  private static final int JOURNAL_BYTES = 20_000;

  /** A reader must be able to read between two commits. */
  private static final long PAUSE_NANOS = 500_000;

  @TempDir private Path folder;

  private final SensorStore store =
      new SensorStoreBuilder("sensors", 1_000_000, JOURNAL_BYTES, AlertLimits.NONE)
          .withLoggingDisabled()
          .build();

  private long nextId;

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
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
    assertThat(store.reader().sensor("another")).isEmpty();
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
    long time = nextId * 10;
    DecodedEvent event =
        DecodedEvent.of("s", 1, nextId++, time, new String[] {"m"}, new double[] {1});
    Hour hour = store.hour(store.sensor("s"), UtcHour.startOf(time));
    store.accept(hour, event, true, 0, 0);
    store.detectorsChanged(hour.sensor);
    hour.add(event);
    store.markPending(hour);
  }

  private long count() {
    return store.reader().sensor("s").stream()
        .map(view -> view.hours(Long.MIN_VALUE, Long.MAX_VALUE))
        .flatMap(List::stream)
        .flatMap(hour -> hour.series().stream())
        .mapToLong(series -> series.readings().count())
        .sum();
  }
}
