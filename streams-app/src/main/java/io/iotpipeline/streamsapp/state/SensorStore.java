package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * The sensors of one partition: in use they are objects in memory, and all that has changed is
 * written once before each commit, to disk and changelog.
 *
 * <p>That moment is told by {@link CachedStateStore#flushCache}, which Kafka Streams calls before
 * it commits. It is an internal interface: there is no public one for this. If a new version of
 * Kafka Streams called it no more, tests that restart the app would fail.
 *
 * <p>For one thread, but for what {@link #reader} gives.
 */
public final class SensorStore implements StateStore, CachedStateStore<Object, Object> {

  /** For interactive queries, of one partition each. */
  public static final QueryableStoreType<SensorStore> QUERYABLE = new OnePartition();

  private final SensorRecords disk;
  private final HeapBudget budget;
  private final Map<String, Sensor> sensors = new HashMap<>();
  private final List<Sensor> changedSensors = new ArrayList<>();
  private final List<Hour> changedHours = new ArrayList<>();
  private List<Hour> due = new ArrayList<>();
  private long weight;

  SensorStore(SensorRecords disk, HeapBudget budget) {
    this.disk = disk;
    this.budget = budget;
  }

  /** The sensor of this id, also one that was never heard of. */
  public Sensor sensor(String id) {
    Sensor sensor = sensors.get(id);
    if (sensor == null) {
      sensor = disk.sensor(id);
      if (sensor == null) {
        sensor = new Sensor(id);
      }
      take(sensor);
    }
    sensor.used = true;
    return sensor;
  }

  private void take(Sensor sensor) {
    sensors.put(sensor.id, sensor);
    weigh(sensor);
    sensor.inMemory().forEach(this::weigh);
  }

  /**
   * The hour of a sensor, also one that has not begun. An hour that is newer than all before it
   * needs no look at the disk.
   */
  public Hour hour(Sensor sensor, long start) {
    Hour hour = sensor.inMemory(start);
    if (hour != null) {
      return hour;
    }
    Hour stored =
        start > sensor.newestHour || start < sensor.oldestHour ? null : disk.hour(sensor, start);
    return stored == null ? new Hour(sensor, start) : kept(stored);
  }

  /** Whether the hour has an event of this id. */
  public boolean contains(Hour hour, long idHigh, long idLow) {
    if (hour.index == null) {
      hour.index = disk.ids(hour);
      weigh(hour);
    }
    return hour.index.contains(idHigh, idLow);
  }

  /**
   * Remembers an event: its id, its sensor's clock and that its hour exists.
   *
   * @param withId whether the id is remembered as well
   * @param nowMs the wall clock
   */
  public void admit(Hour hour, DecodedEvent reading, boolean withId, long nowMs) {
    Sensor sensor = hour.sensor;
    if (hour.start > sensor.newestHour) {
      begin(hour);
    } else if (sensor.inMemory(hour.start) == null) {
      kept(hour);
    }
    if (hour.start < sensor.oldestHour) {
      sensor.oldestHour = hour.start;
      changed(sensor);
    }
    sensor.clock = Math.max(sensor.clock, reading.time());
    if (nowMs - sensor.heardAt >= Hours.HOUR_MS || sensor.heardAt == Sensor.NEVER) {
      sensor.heardAt = nowMs;
      changed(sensor);
    }
    if (withId) {
      hour.addId(reading.idHigh(), reading.idLow());
    }
    changed(hour);
  }

  private void begin(Hour hour) {
    Sensor sensor = hour.sensor;
    Hour before = sensor.newest();
    sensor.begin(hour);
    changed(sensor);
    if (before != null && sensor.isClosed(before.start)) {
      delete(before);
    } else if (before != null && before.due) {
      changed(before);
    }
  }

  private Hour kept(Hour hour) {
    hour.sensor.keep(hour);
    weigh(hour);
    return hour;
  }

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

  /** What is remembered for alerts has changed. */
  public void watched(Sensor sensor) {
    changed(sensor.newest());
    if (sensor.watch.hasLearnt()) {
      sensor.learnt = true;
      changed(sensor);
    }
  }

  /** An update of the hour has to be told. */
  public void due(Hour hour) {
    if (!hour.due) {
      hour.due = true;
      due.add(hour);
    }
  }

  /** The hours of which an update has to be told; from now on they are no more. */
  public List<Hour> takeDue() {
    List<Hour> taken = due;
    due = new ArrayList<>();
    taken.removeIf(hour -> !hour.due);
    taken.forEach(hour -> hour.due = false);
    return taken;
  }

  /** Closes the sensor's hours that begin before a time, and returns them, oldest first. */
  public List<Hour> close(Sensor sensor, long before) {
    if (before <= sensor.openFrom) {
      return List.of();
    }
    long openBefore = sensor.openFrom;
    sensor.openFrom = before;
    changed(sensor);
    List<Hour> closed = new ArrayList<>();
    if (sensor.oldestHour < before) {
      TreeSet<Long> starts = new TreeSet<>();
      disk.hourStarts(sensor.id, sensor.oldestHour, before, starts::add);
      sensor.inMemory().stream()
          .map(Hour::start)
          .filter(start -> start < before)
          .forEach(starts::add);
      for (long start : starts) {
        // The newest hour of a sensor that was silent stays, though it is closed already.
        if (start >= openBefore) {
          closed.add(hour(sensor, start));
        }
      }
      sensor.oldestHour = before;
    }
    return closed;
  }

  /**
   * Forgets a closed hour; of the sensor's newest one only the ids, for it holds the latest
   * readings.
   */
  public void forget(Hour hour) {
    if (hour.start == hour.sensor.newestHour) {
      disk.deleteChunks(hour);
      hour.forgetFreshIds();
      hour.index = null;
      hour.due = false;
      changed(hour);
      hour.sensor.oldestHour = hour.start;
    } else {
      delete(hour);
    }
  }

  private void delete(Hour hour) {
    disk.delete(hour);
    hour.due = false;
    hour.deleted = true;
    drop(hour);
  }

  private void drop(Hour hour) {
    hour.sensor.drop(hour);
    weigh(-hour.weighed);
    hour.weighed = 0;
  }

  private void weigh(Hour hour) {
    long now = hour.weight();
    weigh(now - hour.weighed);
    hour.weighed = now;
  }

  private void weigh(Sensor sensor) {
    long now = sensor.weight();
    weigh(now - sensor.weighed);
    sensor.weighed = now;
  }

  private void weigh(long more) {
    weight += more;
    budget.add(more);
  }

  /** Forgets what is in memory, and finds the hours on disk of which an update has to be told. */
  public void recover() {
    clearCache();
    disk.sensorIds(
        id -> {
          Sensor sensor = disk.sensor(id);
          if (sensor.newest() != null
              && !sensor.isClosed(sensor.newestHour)
              && sensor.newest().isDue()) {
            take(sensor);
            due(sensor.newest());
          }
        });
    disk.dueMarks(
        key -> {
          Hour hour = hour(sensor(SensorKeys.sensorId(key)), SensorKeys.hourStart(key));
          hour.marked = true;
          due(hour);
        });
  }

  /** The stored sensors that satisfy a condition. */
  public List<Sensor> find(Predicate<Sensor> condition) {
    List<Sensor> found = new ArrayList<>();
    disk.sensorIds(
        id -> {
          Sensor inMemory = sensors.get(id);
          if (condition.test(inMemory == null ? disk.head(id) : inMemory)) {
            found.add(sensor(id));
          }
        });
    return found;
  }

  /** What is on disk. */
  KeyValueStore<Bytes, byte[]> records() {
    return disk.records;
  }

  /** Reads, from any thread, what was committed last. */
  public SensorReader reader() {
    return new SensorReader(disk);
  }

  /** Writes what has changed; called before each commit. */
  @Override
  public void flushCache() {
    for (Hour hour : changedHours) {
      hour.changed = false;
      if (!hour.deleted) {
        disk.write(hour);
        weigh(hour);
      }
    }
    changedHours.clear();
    for (Sensor sensor : changedSensors) {
      sensor.changed = false;
      disk.write(sensor);
      weigh(sensor);
    }
    changedSensors.clear();
    if (budget.isExceeded()) {
      makeRoom();
    }
  }

  /**
   * Drops the sensors that were not used since the last time, and of the others the older hours;
   * but nothing of which an update has to be told.
   */
  private void makeRoom() {
    for (Iterator<Sensor> each = sensors.values().iterator(); each.hasNext(); ) {
      Sensor sensor = each.next();
      boolean unused = !sensor.used && sensor.inMemory().stream().noneMatch(hour -> hour.due);
      sensor.used = false;
      sensor.inMemory().stream()
          .filter(hour -> unused || (!hour.due && hour.start != sensor.newestHour))
          .forEach(this::drop);
      if (unused) {
        weigh(-sensor.weighed);
        each.remove();
      }
    }
  }

  @Override
  public void clearCache() {
    sensors.clear();
    changedSensors.clear();
    changedHours.clear();
    due.clear();
    budget.add(-weight);
    weight = 0;
  }

  /** Nobody listens: what leaves the cache goes to the disk alone. */
  @Override
  public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean oldValues) {
    return false;
  }

  @Override
  public String name() {
    return disk.records.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    clearCache();
    disk.records.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    disk.records.commit(changelogOffsets);
  }

  @Override
  public Long committedOffset(TopicPartition changelog) {
    return disk.records.committedOffset(changelog);
  }

  @Override
  @SuppressWarnings("deprecation") // still asked: the store below keeps its offsets beside its data
  public boolean managesOffsets() {
    return disk.records.managesOffsets();
  }

  @Override
  public void close() {
    clearCache();
    disk.records.close();
  }

  @Override
  public boolean persistent() {
    return disk.records.persistent();
  }

  @Override
  public boolean isOpen() {
    return disk.records.isOpen();
  }

  @Override
  public Position getPosition() {
    return disk.records.getPosition();
  }

  private static final class OnePartition implements QueryableStoreType<SensorStore> {

    @Override
    public boolean accepts(StateStore store) {
      return store instanceof SensorStore;
    }

    @Override
    public SensorStore create(StateStoreProvider provider, String name) {
      return provider.stores(name, this).stream()
          .findFirst()
          .orElseThrow(() -> new InvalidStateStoreException("The store " + name + " has moved"));
    }
  }
}
