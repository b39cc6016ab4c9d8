package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.journal.JournalIndex;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Reads the sensors of one partition as of the last commit; thread-safe. The sensors that were read
 * last stay in memory, up to a limit.
 */
public final class SensorReader {

  /** The state of one sensor at one time. Valid only during the query that it is passed to. */
  public static final class View {

    private final FollowedSensor sensor;

    private View(FollowedSensor sensor) {
      this.sensor = sensor;
    }

    public Sensor sensor() {
      return sensor.sensor();
    }

    /**
     * Returns the hours of the sensor, by time: the open ones, and the newest one of an inactive
     * sensor.
     *
     * @param from earliest start, inclusive, ms since 1970-01-01T00:00:00Z
     * @param to latest start, exclusive, ms since 1970-01-01T00:00:00Z
     */
    public List<Hour> hours(long from, long to) {
      return sensor.hours(from, to);
    }
  }

  private static final int ATTEMPTS = 100;
  private static final long PAUSE_NANOS = 1_000_000;

  private final SensorRecords records;
  private final AlertLimits limits;
  private final LongSupplier maxHeapBytes;
  private final JournalIndex index = new JournalIndex();

  /** The sensor that was not read for the longest time comes first. */
  private final Map<String, FollowedSensor> followed = new LinkedHashMap<>(16, 0.75f, true);

  private long heapBytes;

  /**
   * @param maxHeapBytes that the sensors in memory may have
   */
  SensorReader(SensorRecords records, AlertLimits limits, LongSupplier maxHeapBytes) {
    this.records = records.readOnly();
    this.limits = limits;
    this.maxHeapBytes = maxHeapBytes;
  }

  /**
   * Answers a query about a sensor; empty if the store has none of this id.
   *
   * @param query must not keep what it is passed; it may be called several times
   * @throws InvalidStateStoreException if the store changes all the time while it is read
   */
  public <T> Optional<T> read(String id, Function<View, T> query) {
    for (int left = ATTEMPTS; left > 0; left--) {
      FollowedSensor sensor = find(id);
      synchronized (sensor) {
        if (follow(sensor)) {
          Optional<T> answer =
              sensor.isKnown() ? Optional.of(query.apply(new View(sensor))) : Optional.empty();
          // If it is not current, an hour may have been deleted while it was read.
          if (sensor.isCurrent() || left == 1) {
            if (answer.isPresent()) {
              keep(sensor);
            }
            return answer;
          }
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new InvalidStateStoreException("the store changes while it is read");
  }

  private synchronized FollowedSensor find(String id) {
    FollowedSensor known = followed.get(id);
    return known == null ? new FollowedSensor(id, records, index, limits) : known;
  }

  private boolean follow(FollowedSensor sensor) {
    boolean isComplete = false;
    try {
      isComplete = sensor.follow();
      return isComplete;
    } finally {
      if (!isComplete) {
        forget(sensor);
      }
    }
  }

  /** Keeps a sensor in memory, unless another thread has made an object of the same sensor. */
  private synchronized void keep(FollowedSensor sensor) {
    FollowedSensor known = followed.putIfAbsent(sensor.id(), sensor);
    if (known != null && known != sensor) {
      return;
    }
    heapBytes += sensor.heapBytes() - sensor.countedBytes;
    sensor.countedBytes = sensor.heapBytes();
    Iterator<FollowedSensor> eldest = followed.values().iterator();
    while (heapBytes > maxHeapBytes.getAsLong() && eldest.hasNext()) {
      heapBytes -= eldest.next().countedBytes;
      eldest.remove();
    }
  }

  private synchronized void forget(FollowedSensor sensor) {
    if (followed.remove(sensor.id(), sensor)) {
      heapBytes -= sensor.countedBytes;
    }
  }

  /** Number of sensors in memory. */
  synchronized int size() {
    return followed.size();
  }
}
