package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.journal.JournalFollower;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Reads the sensors of one partition as of the last commit: their snapshots, with the entries of
 * the journal that follow. When the store writes something before its commit because memory is
 * short, a reader that has not yet read it sees it already. The sensors that were read last stay in
 * memory, up to a limit, and follow the journal. Thread-safe; queries run one after the other.
 */
public final class SensorReader {

  private static final int ATTEMPTS = 100;
  private static final long PAUSE_NANOS = 1_000_000;

  private final SensorRecords records;
  private final AlertLimits limits;
  private final LongSupplier maxHeapBytes;

  /** Those in memory; the one that was not read for the longest time comes first. */
  private final Set<String> followed = new LinkedHashSet<>();

  /** Null if nothing is in memory, as the two below. */
  private SensorStore store;

  private JournalFollower journal;
  private JournalReplay replay;

  /**
   * @param maxHeapBytes that the sensors in memory may have
   */
  SensorReader(SensorRecords records, AlertLimits limits, LongSupplier maxHeapBytes) {
    this.records = records.readOnly();
    this.limits = limits;
    this.maxHeapBytes = maxHeapBytes;
  }

  /** The state of one sensor at one time. Valid only during the query that it is passed to. */
  public final class View {

    private final Sensor sensor;

    private View(Sensor sensor) {
      this.sensor = sensor;
    }

    public Sensor sensor() {
      return sensor;
    }

    /**
     * Returns the hours of the sensor, by time: the open ones, and the newest one of an inactive
     * sensor.
     *
     * @param from earliest start, inclusive, ms since 1970-01-01T00:00:00Z
     * @param to latest start, exclusive, ms since 1970-01-01T00:00:00Z
     */
    public List<Hour> hours(long from, long to) {
      TreeSet<Long> starts = new TreeSet<>();
      records.hourStarts(sensor.id, from, to, starts::add);
      sensor.inMemory().forEach(hour -> starts.add(hour.start));
      List<Hour> hours = new ArrayList<>();
      for (long start : starts) {
        if (start >= from && start < to) {
          Hour hour = store.hour(sensor, start);
          if (!hour.series().isEmpty()) {
            hours.add(hour);
          }
        }
      }
      return hours;
    }
  }

  /**
   * Answers a query about a sensor; empty if the store has none of this id.
   *
   * @param query must not keep what it is passed; it may be called several times
   * @throws InvalidStateStoreException if the store changes all the time while it is read
   */
  public synchronized <T> Optional<T> read(String id, Function<View, T> query) {
    for (int left = ATTEMPTS; left > 0; left--) {
      if (follow(id)) {
        Sensor sensor = store.sensor(id);
        Optional<T> answer =
            sensor.newestHour == Sensor.NEVER
                ? Optional.empty()
                : Optional.of(query.apply(new View(sensor)));
        // If it is not current, an hour may have been deleted while it was read.
        if (journal.isCurrent() || left == 1) {
          keep(id, answer.isPresent());
          return answer;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new InvalidStateStoreException("the store changes while it is read");
  }

  /** Returns whether the sensor is as of the last commit. */
  private boolean follow(String id) {
    if (store == null) {
      store = new SensorStore(records, new HeapBudget(Long.MAX_VALUE), Long.MAX_VALUE, limits);
      journal = new JournalFollower(records.bytes());
      replay = new JournalReplay(store, records, journal::current, limits);
    }
    boolean isComplete = false;
    try {
      isComplete =
          journal.follow(followed, replay)
              && (followed.contains(id) || journal.readAll(id, replay));
      followed.add(id);
      store.forgetWrites();
      return isComplete;
    } finally {
      if (!isComplete) {
        forgetAll();
      }
    }
  }

  private void forgetAll() {
    followed.clear();
    store = null;
    journal = null;
    replay = null;
  }

  private void keep(String id, boolean isKnown) {
    followed.remove(id);
    if (isKnown) {
      followed.add(id);
    } else {
      store.forget(id);
    }
    while (store.heapBytes() > maxHeapBytes.getAsLong() && !followed.isEmpty()) {
      String eldest = followed.iterator().next();
      followed.remove(eldest);
      store.forget(eldest);
    }
  }

  /** Number of sensors in memory. */
  synchronized int size() {
    return followed.size();
  }
}
