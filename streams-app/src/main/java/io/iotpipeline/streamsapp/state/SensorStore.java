package io.iotpipeline.streamsapp.state;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.QueryableStoreType;

/**
 * The sensors of one partition. A sensor in use is an object in memory; {@link WriteBehindStore}
 * writes what has changed before each commit.
 *
 * <p>The memory is bounded by the {@link HeapBudget}: {@link #makeRoom} writes and evicts sensors
 * before that, if needed. Hours with an update that is not emitted yet cannot be evicted, so the
 * caller emits them first when {@link #isFull}. An hour that is loaded with such an update is
 * pending again.
 *
 * <p>Not thread-safe, except for {@link #reader}.
 *
 * <p>The class is long because every method works on the same four collections: the sensors in
 * memory, the changed sensors, the changed hours and the pending hours. Splitting it would share
 * these collections between classes.
 */
public final class SensorStore extends WriteBehindStore {

  /** For interactive queries of one partition each. */
  public static final QueryableStoreType<SensorStore> QUERYABLE = new SensorStoreType();

  private final SensorRecords records;
  private final HeapBudget budget;
  private final Map<String, Sensor> sensors = new HashMap<>();
  private final List<Sensor> changedSensors = new ArrayList<>();
  private final List<Hour> changedHours = new ArrayList<>();
  private final Deque<Hour> pending = new ArrayDeque<>();
  private long heapBytes;

  /** {@link #makeRoom} has no effect below; greater than its share if it could not evict more. */
  private long roomNeededAt;

  /** Whether the budget counts this store as open. */
  private boolean isCounted;

  private KeyScan recoveredSensors;
  private KeyScan recoveredMarkers;

  SensorStore(SensorRecords records, HeapBudget budget) {
    super(records.bytes());
    this.records = records;
    this.budget = budget;
  }

  /** Returns the sensor of this id; a new one if the store has none. */
  public Sensor sensor(String id) {
    Sensor sensor = sensors.get(id);
    if (sensor == null) {
      sensor = records.sensor(id);
      if (sensor == null) {
        sensor = new Sensor(id);
      }
      cache(sensor);
    }
    sensor.used = true;
    return sensor;
  }

  private void cache(Sensor sensor) {
    sensors.put(sensor.id, sensor);
    countBytes(sensor);
    sensor.inMemory().forEach(this::cached);
  }

  private void cached(Hour hour) {
    countBytes(hour);
    if (hour.hasUnemittedReadings()) {
      // What was written with it: see SensorRecords.
      hour.hasPendingMarker = hour.start != hour.sensor.newestHour;
      if (!hour.sensor.isClosed(hour.start)) {
        markPending(hour);
      }
    }
  }

  /**
   * Returns an hour of a sensor; a new one if the store has none. An hour that is newer than all
   * hours of the sensor needs no lookup on disk.
   */
  public Hour hour(Sensor sensor, long start) {
    Hour hour = sensor.inMemory(start);
    if (hour != null) {
      return hour;
    }
    Hour stored =
        start > sensor.newestHour || start < sensor.oldestHour ? null : records.hour(sensor, start);
    return stored == null ? new Hour(sensor, start) : cache(stored);
  }

  /** Returns whether the hour has an event of this id. */
  public boolean contains(Hour hour, long idHigh, long idLow) {
    if (hour.index == null) {
      hour.index = records.ids(hour);
      countBytes(hour);
    }
    return hour.index.contains(idHigh, idLow) || records.hasSingleId(hour, idHigh, idLow);
  }

  /**
   * Records that an event is accepted: advances the sensor's clock and adds the event id and the
   * hour. The statistics of the hour are updated by {@link Hour#add}.
   *
   * @param withId whether the event id is kept, for the duplicate check
   * @param nowMs the wall clock, ms since 1970-01-01T00:00:00Z
   */
  public void accept(Hour hour, DecodedEvent event, boolean withId, long nowMs) {
    Sensor sensor = hour.sensor;
    if (hour.start > sensor.newestHour) {
      beginNewest(hour);
    } else if (sensor.inMemory(hour.start) == null) {
      cache(hour);
    }
    if (hour.start < sensor.oldestHour) {
      sensor.oldestHour = hour.start;
      changed(sensor);
    }
    sensor.clock = Math.max(sensor.clock, event.time());
    if (nowMs - sensor.lastSeen >= UtcHour.MILLIS || sensor.lastSeen == Sensor.NEVER) {
      sensor.lastSeen = nowMs;
      changed(sensor);
    }
    if (withId) {
      records.addId(hour, event.idHigh(), event.idLow());
    }
    changed(hour);
  }

  private void beginNewest(Hour hour) {
    Sensor sensor = hour.sensor;
    Hour before = sensor.newest();
    sensor.setNewest(hour);
    changed(sensor);
    if (before != null && sensor.isClosed(before.start)) {
      deleteWhole(before);
    } else if (before != null && before.pending) {
      changed(before);
    }
  }

  private Hour cache(Hour hour) {
    hour.sensor.keep(hour);
    cached(hour);
    return hour;
  }

  /** Marks the hour to be written before the next commit. */
  public void changed(Hour hour) {
    if (!hour.changed) {
      hour.changed = true;
      changedHours.add(hour);
    }
  }

  private void changed(Sensor sensor) {
    if (!sensor.changed) {
      sensor.changed = true;
      changedSensors.add(sensor);
    }
  }

  /** Marks the state of the sensor's detectors to be written before the next commit. */
  public void detectorsChanged(Sensor sensor) {
    countBytes(sensor);
    changed(sensor.newest());
    if (sensor.detectors.takeBaselinesChanged()) {
      sensor.baselinesChanged = true;
      changed(sensor);
    }
  }

  /** Marks the hour as pending: it has an update that is not emitted yet. */
  public void markPending(Hour hour) {
    countBytes(hour);
    if (!hour.pending) {
      hour.pending = true;
      pending.add(hour);
    }
  }

  /** Number of pending hours, at most. */
  public int pendingHours() {
    return pending.size();
  }

  /** Returns the hour that is pending for the longest time and clears its mark; null if none. */
  public Hour takePending() {
    for (Hour hour = pending.poll(); hour != null; hour = pending.poll()) {
      if (hour.pending) {
        hour.pending = false;
        return hour;
      }
    }
    return null;
  }

  /**
   * Closes the hours of the sensor that start before a time.
   *
   * @param each receives each closed hour, oldest first; then the hour is deleted
   */
  public void close(Sensor sensor, long before, Consumer<Hour> each) {
    if (before <= sensor.openFrom) {
      return;
    }
    long openBefore = sensor.openFrom;
    long oldest = sensor.oldestHour;
    sensor.openFrom = before;
    changed(sensor);
    if (oldest >= before) {
      return;
    }
    TreeSet<Long> starts = new TreeSet<>();
    records.hourStarts(sensor.id, oldest, before, starts::add);
    sensor.inMemory().stream()
        .map(Hour::start)
        .filter(start -> start < before)
        .forEach(starts::add);
    for (long start : starts) {
      // The newest hour of an inactive sensor stays in the store after it is closed.
      if (start >= openBefore) {
        Hour hour = hour(sensor, start);
        each.accept(hour);
        delete(hour);
      }
    }
    sensor.oldestHour = starts.contains(sensor.newestHour) ? sensor.newestHour : before;
  }

  /** Of the sensor's newest hour only the event ids are deleted: it has the latest readings. */
  private void delete(Hour hour) {
    if (hour.start == hour.sensor.newestHour) {
      records.deleteIds(hour);
      hour.clearUnchunkedIds();
      hour.index = null;
      hour.pending = false;
      changed(hour);
    } else {
      deleteWhole(hour);
    }
  }

  private void deleteWhole(Hour hour) {
    records.delete(hour);
    hour.pending = false;
    hour.deleted = true;
    evict(hour);
  }

  private void evict(Hour hour) {
    hour.sensor.evict(hour);
    addHeapBytes(-hour.countedBytes);
    hour.countedBytes = 0;
  }

  private void countBytes(Hour hour) {
    long now = hour.heapBytes();
    if (now == hour.countedBytes) {
      return;
    }
    addHeapBytes(now - hour.countedBytes);
    hour.countedBytes = now;
  }

  private void countBytes(Sensor sensor) {
    long now = sensor.heapBytes();
    if (now == sensor.countedBytes) {
      return;
    }
    addHeapBytes(now - sensor.countedBytes);
    sensor.countedBytes = now;
  }

  private void addHeapBytes(long bytes) {
    heapBytes += bytes;
    budget.add(bytes);
  }

  /** Drops what is in memory, and starts to find the hours on disk that have an update to emit. */
  public void recover() {
    clearCache();
    recoveredSensors = records.sensors();
    recoveredMarkers = records.pendingMarkers();
  }

  /**
   * Continues to find the hours on disk that have an update to emit, and makes them pending.
   *
   * @param maxSensors maximum number of sensors to read
   * @return whether all are found
   */
  public boolean recoverNext(int maxSensors) {
    recoveredSensors.next(maxSensors, key -> recover(SensorKeys.sensorId(key)));
    if (recoveredSensors.isDone()) {
      recoveredMarkers.next(
          maxSensors,
          key -> {
            Hour hour = hour(sensor(SensorKeys.sensorId(key)), SensorKeys.hourStart(key));
            if (hour.stored) {
              hour.hasPendingMarker = true;
              markPending(hour);
            }
          });
    }
    return recoveredSensors.isDone() && recoveredMarkers.isDone();
  }

  private void recover(String id) {
    if (sensors.containsKey(id)) {
      return;
    }
    Sensor sensor = records.sensor(id);
    if (sensor.newest() != null
        && !sensor.isClosed(sensor.newestHour)
        && sensor.newest().hasUnemittedReadings()) {
      cache(sensor);
    }
  }

  /** Starts to find the stored sensors that satisfy a condition. */
  public SensorScan scan(Predicate<Sensor> condition) {
    return new SensorScan(records.sensors(), id -> find(id, condition));
  }

  private Optional<Sensor> find(String id, Predicate<Sensor> condition) {
    Sensor inMemory = sensors.get(id);
    Sensor stored = inMemory == null ? records.sensorWithoutHours(id) : inMemory;
    return stored != null && condition.test(stored) ? Optional.of(sensor(id)) : Optional.empty();
  }

  /** Deletes some event ids of closed hours that had very many. */
  public void deleteExpiredIds(int max) {
    records.deleteExpiredIds(max);
  }

  /** Returns a reader of the last committed state; it may be used by any thread. */
  public SensorReader reader() {
    return new SensorReader(records);
  }

  @Override
  public void flushCache() {
    for (Hour hour : changedHours) {
      hour.changed = false;
      if (!hour.deleted) {
        records.write(hour);
        countBytes(hour);
      }
    }
    changedHours.clear();
    for (Sensor sensor : changedSensors) {
      sensor.changed = false;
      records.write(sensor);
      countBytes(sensor);
    }
    changedSensors.clear();
    if (isFull()) {
      evict();
    }
  }

  /** Estimated bytes of the objects in memory. */
  long heapBytes() {
    return heapBytes;
  }

  /** Whether the budget is exceeded and this store must release memory. */
  public boolean isFull() {
    return budget.isExceededBy(heapBytes);
  }

  /**
   * If the store is full, writes all changes now and evicts sensors. No object of the store may be
   * in use. Has no effect until more memory is used, if all that is left is pending.
   */
  public void makeRoom() {
    if (isFull() && heapBytes > roomNeededAt) {
      flushCache();
      roomNeededAt = isFull() ? heapBytes + budget.share() / 8 : 0;
    }
  }

  /**
   * Evicts the sensors that were not used since the last eviction, and the older hours of the other
   * sensors; if the store is still nearly full, evicts all. Pending hours and their sensors stay.
   */
  private void evict() {
    evict(false);
    if (heapBytes > budget.share() / 4 * 3) {
      evict(true);
    }
  }

  private void evict(boolean all) {
    for (Iterator<Sensor> each = sensors.values().iterator(); each.hasNext(); ) {
      Sensor sensor = each.next();
      boolean wanted = sensor.used && !all;
      boolean whole = !wanted && sensor.inMemory().stream().noneMatch(hour -> hour.pending);
      sensor.used = false;
      for (Hour hour : sensor.inMemory()) {
        if (whole || (!hour.pending && hour.start != sensor.newestHour)) {
          evict(hour);
        } else if (!wanted && hour.index != null) {
          hour.index = null;
          countBytes(hour);
        }
      }
      if (whole) {
        addHeapBytes(-sensor.countedBytes);
        each.remove();
      }
    }
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    super.init(context, root);
    if (!isCounted) {
      budget.addStore();
      isCounted = true;
    }
  }

  @Override
  public void close() {
    super.close();
    if (isCounted) {
      budget.removeStore();
      isCounted = false;
    }
  }

  @Override
  public void clearCache() {
    sensors.clear();
    changedSensors.clear();
    changedHours.clear();
    pending.clear();
    budget.add(-heapBytes);
    heapBytes = 0;
    roomNeededAt = 0;
  }
}
