package io.iotpipeline.streamsapp.state;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.QueryableStoreType;

/**
 * The sensors of one partition. A sensor in use is an object in memory; {@link WriteBehindStore}
 * writes what has changed before each commit.
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
  private List<Hour> pending = new ArrayList<>();
  private long heapBytes;

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
    sensor.inMemory().forEach(this::countBytes);
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
    return hour.index.contains(idHigh, idLow);
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
      hour.addId(event.idHigh(), event.idLow());
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
    countBytes(hour);
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
    changed(sensor.newest());
    if (sensor.detectors.takeBaselinesChanged()) {
      sensor.baselinesChanged = true;
      changed(sensor);
    }
  }

  /** Marks the hour as pending: it has an update that is not emitted yet. */
  public void markPending(Hour hour) {
    if (!hour.pending) {
      hour.pending = true;
      pending.add(hour);
    }
  }

  /** Returns the pending hours and clears their marks. */
  public List<Hour> takePending() {
    List<Hour> taken = pending;
    pending = new ArrayList<>();
    taken.removeIf(hour -> !hour.pending);
    taken.forEach(hour -> hour.pending = false);
    return taken;
  }

  /** Closes the hours of the sensor that start before a time. Returns them, oldest first. */
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
      records.hourStarts(sensor.id, sensor.oldestHour, before, starts::add);
      sensor.inMemory().stream()
          .map(Hour::start)
          .filter(start -> start < before)
          .forEach(starts::add);
      for (long start : starts) {
        // The newest hour of an inactive sensor stays in the store after it is closed.
        if (start >= openBefore) {
          closed.add(hour(sensor, start));
        }
      }
      sensor.oldestHour = before;
    }
    return closed;
  }

  /**
   * Deletes a closed hour. Of the sensor's newest hour only the event ids are deleted, because it
   * has the latest readings.
   */
  public void delete(Hour hour) {
    if (hour.start == hour.sensor.newestHour) {
      records.deleteChunks(hour);
      hour.clearUnchunkedIds();
      hour.index = null;
      hour.pending = false;
      changed(hour);
      hour.sensor.oldestHour = hour.start;
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
    addHeapBytes(now - hour.countedBytes);
    hour.countedBytes = now;
  }

  private void countBytes(Sensor sensor) {
    long now = sensor.heapBytes();
    addHeapBytes(now - sensor.countedBytes);
    sensor.countedBytes = now;
  }

  private void addHeapBytes(long bytes) {
    heapBytes += bytes;
    budget.add(bytes);
  }

  /** Drops what is in memory and finds the hours on disk that have an update to emit. */
  public void recover() {
    clearCache();
    records.sensorIds(
        id -> {
          Sensor sensor = records.sensor(id);
          if (sensor.newest() != null
              && !sensor.isClosed(sensor.newestHour)
              && sensor.newest().hasUnemittedReadings()) {
            cache(sensor);
            markPending(sensor.newest());
          }
        });
    records.pendingMarkers(
        key -> {
          Hour hour = hour(sensor(SensorKeys.sensorId(key)), SensorKeys.hourStart(key));
          hour.hasPendingMarker = true;
          markPending(hour);
        });
  }

  /** Returns the stored sensors that satisfy a condition. */
  public List<Sensor> find(Predicate<Sensor> condition) {
    List<Sensor> found = new ArrayList<>();
    records.sensorIds(
        id -> {
          Sensor inMemory = sensors.get(id);
          if (condition.test(inMemory == null ? records.sensorWithoutHours(id) : inMemory)) {
            found.add(sensor(id));
          }
        });
    return found;
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
    if (budget.isExceeded()) {
      evict();
    }
  }

  /**
   * Evicts the sensors that were not used since the last eviction, and the older hours of the other
   * sensors. Pending hours and their sensors stay.
   */
  private void evict() {
    for (Iterator<Sensor> each = sensors.values().iterator(); each.hasNext(); ) {
      Sensor sensor = each.next();
      boolean unused = !sensor.used && sensor.inMemory().stream().noneMatch(hour -> hour.pending);
      sensor.used = false;
      sensor.inMemory().stream()
          .filter(hour -> unused || (!hour.pending && hour.start != sensor.newestHour))
          .forEach(this::evict);
      if (unused) {
        addHeapBytes(-sensor.countedBytes);
        each.remove();
      }
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
  }
}
