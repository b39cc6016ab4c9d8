package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.alert.AlertLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Reads the sensors of one partition as of the last commit; thread-safe. A sensor is its snapshot,
 * with the entries of the journal that follow it.
 */
public final class SensorReader {

  /** The state of one sensor at one time. */
  public static final class View {

    private final SensorRecords records;
    private final SensorStore store;
    private final Sensor sensor;

    private View(SensorRecords records, SensorStore store, Sensor sensor) {
      this.records = records;
      this.store = store;
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

  private static final int ATTEMPTS = 100;
  private static final long PAUSE_NANOS = 1_000_000;

  private final SensorRecords records;
  private final AlertLimits limits;

  SensorReader(SensorRecords records, AlertLimits limits) {
    this.records = records.readOnly();
    this.limits = limits;
  }

  /**
   * Returns a sensor, or empty if the store has none of this id.
   *
   * @throws InvalidStateStoreException if the store changes all the time while it is read
   */
  public Optional<View> sensor(String id) {
    SensorStore read = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SensorStore store =
          new SensorStore(records, new HeapBudget(Long.MAX_VALUE), Long.MAX_VALUE, limits);
      if (store.readJournal(id::equals)) {
        store.sensor(id);
        read = store;
        if (store.isCurrent()) {
          break; // else an hour may have been deleted while it was read
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    if (read == null) {
      throw new InvalidStateStoreException("the store changes while it is read");
    }
    Sensor sensor = read.sensor(id);
    return sensor.newestHour == Sensor.NEVER
        ? Optional.empty()
        : Optional.of(new View(records, read, sensor));
  }
}
