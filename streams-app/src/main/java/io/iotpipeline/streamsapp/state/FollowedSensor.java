package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.journal.JournalFollower;
import io.iotpipeline.streamsapp.journal.JournalIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One sensor as of a commit: its snapshot, with the entries of the journal that follow it. It keeps
 * the state, so that the next query reads only what was written since. Not thread-safe.
 */
final class FollowedSensor {

  /** About that of an empty store and a follower. */
  private static final long OWN_HEAP_BYTES = 2_000;

  private final String id;
  private final SensorRecords records;
  private final SensorStore store;
  private final JournalFollower journal;
  private final JournalReplay replay;

  /** Whether all entries so far are applied. */
  private boolean isComplete = true;

  /** Bytes that the reader has counted. */
  long countedBytes;

  /**
   * @param records read only
   */
  FollowedSensor(String id, SensorRecords records, JournalIndex index, AlertLimits limits) {
    this.id = id;
    this.records = records;
    this.store = new SensorStore(records, new HeapBudget(Long.MAX_VALUE), Long.MAX_VALUE, limits);
    this.journal = new JournalFollower(records.bytes(), index, id);
    this.replay = new JournalReplay(store, records, journal::next, limits);
  }

  String id() {
    return id;
  }

  /**
   * Applies what was written since the last time.
   *
   * @return false if something is missing; then a new object must be made
   */
  boolean follow() {
    if (isComplete) {
      isComplete = false; // also if an exception comes
      isComplete = journal.read(replay);
      store.forgetWrites();
    }
    return isComplete;
  }

  /** Whether nothing was written since {@link #follow}. */
  boolean isCurrent() {
    return journal.isCurrent();
  }

  Sensor sensor() {
    return store.sensor(id);
  }

  boolean isKnown() {
    return sensor().newestHour != Sensor.NEVER;
  }

  List<Hour> hours(long from, long to) {
    Sensor sensor = sensor();
    TreeSet<Long> starts = new TreeSet<>();
    records.hourStarts(id, from, to, starts::add);
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

  /** Estimated bytes on the heap. */
  long heapBytes() {
    return OWN_HEAP_BYTES + store.heapBytes();
  }
}
