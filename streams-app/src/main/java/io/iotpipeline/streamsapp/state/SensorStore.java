package io.iotpipeline.streamsapp.state;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.journal.Journal;
import io.iotpipeline.streamsapp.journal.JournalEntries;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.register.Silence;
import io.iotpipeline.streamsapp.store.KeyScan;
import io.iotpipeline.streamsapp.store.WriteBehindStore;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.QueryableStoreType;

/**
 * The sensors of one partition. A sensor in use is an object in memory. Each change of it is an
 * entry of the {@link Journal}, which is written before each commit. A snapshot of a sensor, with
 * all of its changed hours, is written when its oldest entry leaves the journal, or when the sensor
 * is evicted; an hour that is not its newest can be evicted alone. So a commit costs what has
 * changed, and not the hours in which it has changed.
 *
 * <p>The memory is bounded by the {@link HeapBudget}: {@link #makeRoom} evicts sensors, if needed.
 * Hours with an update that is not emitted yet cannot be evicted, so the caller emits them first
 * when {@link #isFull}. An hour that is loaded with such an update is pending again.
 *
 * <p>Not thread-safe, except for {@link #reader}.
 *
 * <p>The class is long because every method works on the same three collections: the sensors in
 * memory, the changed sensors and the pending hours. Splitting it would share these collections
 * between classes.
 */
public final class SensorStore extends WriteBehindStore {

  /** For interactive queries of one partition each. */
  public static final QueryableStoreType<SensorStore> QUERYABLE = new SensorStoreType();

  /** The reader may use this fraction of the store's share, and beyond it. */
  private static final int READER_FRACTION = 8;

  private final SensorRecords records;
  private final HeapBudget budget;
  private final AlertLimits limits;
  private final Journal journal;
  private final Map<String, Sensor> sensors = new HashMap<>();

  /** In the order of their oldest journal entries of which there is no snapshot. */
  private final Set<Sensor> changedSensors = new LinkedHashSet<>();

  private final Deque<Hour> pending = new ArrayDeque<>();

  /** Their records are deleted after the head of the journal is written: a reader misses none. */
  private final List<Hour> deleted = new ArrayList<>();

  private volatile SensorReader reader;
  private long heapBytes;

  /** {@link #makeRoom} has no effect below; greater than its share if it could not evict more. */
  private long roomNeededAt;

  /** Whether the budget counts this store as open. */
  private boolean isCounted;

  private KeyScan recoveredMarkers;

  SensorStore(SensorRecords records, HeapBudget budget, long journalBytes, AlertLimits limits) {
    super(records.bytes());
    this.records = records;
    this.budget = budget;
    this.limits = limits;
    this.journal = new Journal(records.bytes(), journalBytes);
    this.reader = newReader();
  }

  private SensorReader newReader() {
    return new SensorReader(records, limits, () -> budget.share() / READER_FRACTION);
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
    if (hour.isDue()) {
      markPending(hour);
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

  /**
   * Returns an hour of a sensor to which the journal is applied; a new one if the store has none.
   * The records of its hours may be newer than the sensor is, so what it says about its newest and
   * oldest hour is not true for them. What is read is kept in memory only by {@link #apply}.
   */
  Hour hourWhileReplaying(Sensor sensor, long start) {
    Hour hour = sensor.inMemory(start);
    if (hour != null) {
      return hour;
    }
    Hour stored = records.hour(sensor, start);
    return stored == null ? new Hour(sensor, start) : stored;
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
   * hour. The caller must also pass the event to the sensor's detectors, and to {@link Hour#add}.
   *
   * @param withId whether the event id is kept, for the duplicate check
   * @param arrivedAt when the event arrived in Kafka, ms since 1970-01-01T00:00:00Z
   * @param nowMs the wall clock, ms since 1970-01-01T00:00:00Z
   */
  public void accept(Hour hour, DecodedEvent event, boolean withId, long arrivedAt, long nowMs) {
    Sensor sensor = hour.sensor;
    boolean isSeen = nowMs - sensor.lastSeen >= UtcHour.MILLIS || sensor.lastSeen == Sensor.NEVER;
    long seenAt = isSeen ? nowMs : JournalEntries.NOT_SEEN;
    apply(hour, event, withId, seenAt);
    changed(hour);
    passTime(nowMs);
    journal.accepted(event, withId, seenAt, arrivedAt);
  }

  /** What {@link #accept} does to the sensor; the caller says what has changed. */
  void apply(Hour hour, DecodedEvent event, boolean withId, long seenAt) {
    Sensor sensor = hour.sensor;
    if (hour.start > sensor.newestHour) {
      beginNewest(hour);
    } else if (sensor.inMemory(hour.start) == null) {
      cache(hour);
    }
    sensor.oldestHour = Math.min(sensor.oldestHour, hour.start);
    sensor.clock = Math.max(sensor.clock, event.time());
    if (seenAt != JournalEntries.NOT_SEEN) {
      sensor.lastSeen = seenAt;
    }
    if (withId) {
      records.addId(hour, event.idHigh(), event.idLow());
    }
  }

  private void beginNewest(Hour hour) {
    Sensor sensor = hour.sensor;
    Hour before = sensor.newest();
    sensor.setNewest(hour);
    if (before != null && sensor.isClosed(before.start)) {
      deleteWhole(before);
    }
  }

  private Hour cache(Hour hour) {
    hour.sensor.keep(hour);
    cached(hour);
    return hour;
  }

  /** Marks what must be written with the next snapshot of the sensor, or alone. */
  void changed(Hour hour) {
    hour.changed = true;
    changed(hour.sensor);
  }

  void changed(Sensor sensor) {
    if (!sensor.isChanged()) {
      sensor.changedSince = journal.next();
      changedSensors.add(sensor);
    }
  }

  /** Must be called after each accepted event, when the sensor's detectors have observed it. */
  public void detectorsChanged(Sensor sensor) {
    countBytes(sensor);
    sensor.baselinesChanged |= sensor.detectors.takeBaselinesChanged();
  }

  /** Marks the hour as pending: it has an update that is not emitted yet. */
  public void markPending(Hour hour) {
    countBytes(hour);
    if (!hour.pending) {
      hour.pending = true;
      pending.add(hour);
    }
  }

  /**
   * Must be called when all updates of an hour have been emitted.
   *
   * @param nowMs the time that was passed to {@link Series#nextRevision}
   */
  public void emitted(Hour hour, long nowMs) {
    changed(hour);
    journal.emitted(hour.sensor.id, hour.start, nowMs);
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
   * @param nowMs the wall clock, ms since 1970-01-01T00:00:00Z; the revision of the final updates
   *     must be that of {@link Series#nextRevision} at this time
   * @param each receives each closed hour, oldest first; then the hour is deleted
   */
  public void close(Sensor sensor, long before, long nowMs, Consumer<Hour> each) {
    if (before > sensor.openFrom) {
      changed(sensor);
      apply(sensor, before, each);
      journal.closed(sensor.id, before, nowMs);
    }
  }

  /**
   * Makes a sensor silent.
   *
   * @param nowMs the wall clock, ms since 1970-01-01T00:00:00Z
   */
  public Silence silence(Sensor sensor, long nowMs) {
    changed(sensor);
    journal.silenced(sensor.id, nowMs);
    return sensor.registration.silence(nowMs);
  }

  /**
   * Records that a sensor is written to the register.
   *
   * @param nowMs the wall clock, ms since 1970-01-01T00:00:00Z
   * @return the revision of the record
   */
  public long register(Sensor sensor, long nowMs) {
    changed(sensor);
    journal.registered(sensor.id, nowMs);
    return sensor.registration.nextRevision(sensor.detectors.size(), nowMs);
  }

  /**
   * Replaces what people say about a sensor.
   *
   * @param nowMs the wall clock, ms since 1970-01-01T00:00:00Z
   */
  public void describe(Sensor sensor, Description description, long nowMs) {
    changed(sensor);
    passTime(nowMs);
    journal.described(sensor.id, description, nowMs);
    sensor.registration.describe(description, nowMs);
    countBytes(sensor);
  }

  /** What {@link #close} does to the sensor. */
  void apply(Sensor sensor, long before, Consumer<Hour> each) {
    long openBefore = sensor.openFrom;
    long oldest = sensor.oldestHour;
    sensor.openFrom = before;
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
    deleted.add(hour);
    hour.pending = false;
    evict(hour);
  }

  private void evict(Hour hour) {
    hour.sensor.evict(hour);
    addHeapBytes(-hour.countedBytes);
    hour.countedBytes = 0;
  }

  void countBytes(Hour hour) {
    long now = hour.heapBytes();
    if (now == hour.countedBytes) {
      return;
    }
    addHeapBytes(now - hour.countedBytes);
    hour.countedBytes = now;
  }

  void countBytes(Sensor sensor) {
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

  /** Tells the store the wall-clock time, ms since 1970-01-01T00:00:00Z. */
  public void passTime(long nowMs) {
    journal.passTime(nowMs);
  }

  /**
   * Restores the state of the last commit in memory, and starts to find the hours on disk that have
   * an update to emit.
   */
  public void recover() {
    clearCache();
    if (!journal.read(new JournalReplay(this, records, journal::next, limits))) {
      throw new SerializationException("the journal of store " + name() + " is not complete");
    }
    pending.clear();
    sensors.values().stream()
        .flatMap(sensor -> sensor.inMemory().stream())
        .forEach(this::markPendingIfDue);
    recoveredMarkers = records.pendingMarkers();
  }

  private void markPendingIfDue(Hour hour) {
    hour.pending = false;
    if (hour.isDue()) {
      markPending(hour);
    }
  }

  /** Returns a sensor that is in memory, or null. */
  Sensor inMemory(String id) {
    return sensors.get(id);
  }

  /**
   * Releases memory while the journal is read, when nothing can be emitted: older hours that are as
   * on disk, or else all. {@link #recover} finds pending hours again, in memory or by markers. No
   * object of the store may be in use.
   */
  void evictIfFull() {
    if (!isFull()) {
      return;
    }
    pending.clear();
    sensors.values().forEach(this::evictUnchangedHours);
    if (heapBytes > roomLimit()) {
      writeSnapshots();
      sensors.clear();
      addHeapBytes(-heapBytes);
    }
  }

  private void evictUnchangedHours(Sensor sensor) {
    for (Hour hour : sensor.inMemory()) {
      if (!hour.changed && hour.start != sensor.newestHour) {
        evict(hour);
      }
    }
  }

  /**
   * Continues to find the hours on disk that have an update to emit, and makes them pending.
   *
   * @param maxHours maximum number of hours to read
   * @return whether all are found
   */
  public boolean recoverNext(int maxHours) {
    recoveredMarkers.next(
        maxHours,
        key -> {
          Hour hour = hour(sensor(SensorKeys.sensorId(key)), SensorKeys.hourStart(key));
          if (hour.isDue()) {
            markPending(hour);
          }
        });
    return recoveredMarkers.isDone();
  }

  /** Starts to find the sensors that satisfy a condition, which is tested once for each. */
  public SensorScan scan(Predicate<Sensor> condition) {
    List<String> notStored =
        changedSensors.stream().filter(sensor -> !sensor.hasSnapshot()).map(Sensor::id).toList();
    return new SensorScan(notStored.iterator(), records.sensors(), id -> find(id, condition));
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
    return reader;
  }

  /** Forgets what is to be written, for a store that only follows the journal of another. */
  void forgetWrites() {
    pending.clear();
    deleted.clear();
  }

  /** Forgets a sensor with all that has changed, for a store that is not written. */
  void forget(String id) {
    Sensor sensor = sensors.remove(id);
    if (sensor != null) {
      changedSensors.remove(sensor);
      sensor.inMemory().forEach(this::evict);
      addHeapBytes(-sensor.countedBytes);
    }
  }

  /** Writes the journal, and the snapshots of what leaves it. */
  @Override
  public void flushCache() {
    journal.write();
    long first = journal.firstToKeep();
    while (!changedSensors.isEmpty() && changedSensors.iterator().next().changedSince < first) {
      writeSnapshot(changedSensors.iterator().next());
    }
    journal.keepFrom(first);
    deleted.forEach(records::delete);
    deleted.clear();
    if (isFull()) {
      evict();
    }
  }

  /** Writes snapshots of all changed sensors. */
  void writeSnapshots() {
    while (!changedSensors.isEmpty()) {
      writeSnapshot(changedSensors.iterator().next());
    }
  }

  /** Writes the sensor with all of its changed hours. */
  private void writeSnapshot(Sensor sensor) {
    for (Hour hour : sensor.inMemory()) {
      if (hour.changed) {
        write(hour);
      }
    }
    sensor.nextEntry = journal.next();
    records.write(sensor);
    sensor.changedSince = Sensor.UNCHANGED;
    changedSensors.remove(sensor);
  }

  private void write(Hour hour) {
    hour.changed = false;
    hour.nextEntry = journal.next();
    records.write(hour);
    countBytes(hour);
  }

  SensorRecords records() {
    return records;
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
   * If the store is full, evicts sensors. No object of the store may be in use. Has no effect until
   * more memory is used, if all that is left is pending.
   */
  public void makeRoom() {
    if (isFull() && heapBytes > roomNeededAt) {
      evict();
      roomNeededAt = isFull() ? heapBytes + budget.share() / 8 : 0;
    }
  }

  /**
   * Evicts until a quarter of the store's share is free: first hours that are not the newest of
   * their sensor, then sensors that were not used since the last eviction, then others. Pending
   * hours and their sensors stay.
   */
  private void evict() {
    long limit = roomLimit();
    evict(limit, this::evictOlderHours);
    evict(limit, sensor -> !sensor.used && evictWhole(sensor));
    evict(limit, this::evictWhole);
    sensors.values().forEach(sensor -> sensor.used = false);
  }

  /** A quarter of the store's share is free then. */
  private long roomLimit() {
    return budget.share() / 4 * 3;
  }

  /**
   * @param evict returns whether it has evicted the whole sensor
   */
  private void evict(long limit, Predicate<Sensor> evict) {
    Iterator<Sensor> each = sensors.values().iterator();
    while (heapBytes > limit && each.hasNext()) {
      if (evict.test(each.next())) {
        each.remove();
      }
    }
  }

  private boolean evictOlderHours(Sensor sensor) {
    for (Hour hour : sensor.inMemory()) {
      if (!hour.pending && hour.start != sensor.newestHour) {
        if (hour.changed) {
          write(hour);
        }
        evict(hour);
      } else if (!sensor.used && hour.index != null) {
        hour.index = null;
        countBytes(hour);
      }
    }
    return false;
  }

  private boolean evictWhole(Sensor sensor) {
    List<Hour> hours = sensor.inMemory();
    if (hours.stream().anyMatch(hour -> hour.pending)) {
      return false;
    }
    if (sensor.isChanged()) {
      writeSnapshot(sensor);
    }
    hours.forEach(this::evict);
    addHeapBytes(-sensor.countedBytes);
    return true;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    super.init(context, root);
    reader = newReader(); // what was read before may not have been committed
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
    journal.clear();
    deleted.clear();
    pending.clear();
    budget.add(-heapBytes);
    heapBytes = 0;
    roomNeededAt = 0;
  }
}
