package io.iotpipeline.streamsapp.state;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.alert.SensorDetectors;
import io.iotpipeline.streamsapp.register.Registration;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/**
 * One sensor: its clock, the start of its earliest open hour, its detectors, and those of its hours
 * that are in memory. All times are milliseconds since 1970-01-01T00:00:00Z.
 */
public final class Sensor {

  static final long NEVER = Long.MIN_VALUE;
  static final long UNCHANGED = -1;
  static final long NO_SNAPSHOT = -1;

  /** Of the object and its id, and of its places in the collections of the store. */
  private static final long OWN_BYTES = 450;

  final String id;

  /** Greatest event time accepted. */
  long clock = NEVER;

  /** Hours that start earlier are closed. */
  long openFrom = NEVER;

  /** Start of the newest hour. */
  long newestHour = NEVER;

  /** No hour in the store starts earlier. */
  long oldestHour = Long.MAX_VALUE;

  /** Wall-clock time of its last event; up to an hour too early. */
  long lastSeen = NEVER;

  final SensorDetectors detectors = new SensorDetectors();

  final Registration registration = new Registration();

  /** Number of the first journal entry that its snapshot does not contain. */
  long nextEntry = NO_SNAPSHOT;

  /**
   * Number of the first journal entry of which there is no snapshot; {@link #UNCHANGED} if none.
   */
  long changedSince = UNCHANGED;

  /** Whether its baselines must be written with its next snapshot. */
  boolean baselinesChanged;

  /** Its bytes as they are counted in the {@link HeapBudget}. */
  long countedBytes;

  /** Whether it was used since the last eviction. */
  boolean used = true;

  private Hour newest;
  private Map<Long, Hour> others = Map.of();

  Sensor(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Greatest event time accepted from it. */
  public long clock() {
    return clock;
  }

  /**
   * By how much an event is newer than the clock, in ms; 0 before the first event, negative if it
   * is out of order.
   */
  public long advance(long eventTime) {
    return clock == NEVER ? 0 : eventTime - clock;
  }

  /** Start of its earliest hour that is still open. */
  public long openFrom() {
    return openFrom;
  }

  /** Wall-clock time of its last event; up to an hour too early. */
  public long lastSeen() {
    return lastSeen;
  }

  /** End of its newest hour, exclusive. */
  public long end() {
    return newestHour + UtcHour.MILLIS;
  }

  /** Whether all its hours are closed. */
  public boolean isAllClosed() {
    return isClosed(newestHour);
  }

  public boolean isClosed(long hourStart) {
    return hourStart < openFrom;
  }

  /** The detectors of its metrics. */
  public SensorDetectors detectors() {
    return detectors;
  }

  /**
   * Passes on each metric and its newest reading, as far as it is known: a sensor that was stored
   * by an older version of the app has those of its newest hour.
   */
  public void forEachReading(ObjDoubleConsumer<String> each) {
    if (newest != null) {
      newest.series().forEach(series -> each.accept(series.metric(), series.readings().last()));
    }
    detectors.forEachReading(each);
  }

  /** Its entry in the register of sensors. */
  public Registration registration() {
    return registration;
  }

  /**
   * The number of metrics that it has with those of this event. Metrics without readings for 30
   * days do not count if the number would exceed a limit.
   */
  public int metricsWith(DecodedEvent event, int limit) {
    if (detectors.size() + event.size() <= limit) {
      return detectors.size() + event.size(); // an upper bound, for speed
    }
    if (detectors.size() + newMetrics(event) > limit) {
      detectors.removeInactive(event.time());
    }
    return detectors.size() + newMetrics(event);
  }

  private int newMetrics(DecodedEvent event) {
    int number = 0;
    for (int i = 0; i < event.size(); i++) {
      if (!detectors.has(event.metric(i))) {
        number++;
      }
    }
    return number;
  }

  /** Whether the store has a snapshot of it. */
  boolean hasSnapshot() {
    return nextEntry != NO_SNAPSHOT;
  }

  boolean isChanged() {
    return changedSince != UNCHANGED;
  }

  /** Estimated bytes on the heap, without its hours. */
  long heapBytes() {
    return OWN_BYTES + 2L * id.length() + detectors.heapBytes() + registration.heapBytes();
  }

  /** Returns the hour if it is in memory, else null. */
  Hour inMemory(long start) {
    return newest != null && newest.start == start ? newest : others.get(start);
  }

  /** Adds an hour to those in memory. */
  void keep(Hour hour) {
    if (hour.start == newestHour) {
      newest = hour;
    } else {
      keepOther(hour);
    }
  }

  private void keepOther(Hour hour) {
    if (others.isEmpty()) {
      others = new HashMap<>(4);
    }
    others.put(hour.start, hour);
  }

  /** Makes an hour the newest one. */
  void setNewest(Hour hour) {
    evict(hour);
    if (newest != null) {
      keepOther(newest);
    }
    newestHour = hour.start;
    newest = hour;
  }

  /** Removes an hour from those in memory. */
  void evict(Hour hour) {
    if (newest == hour) {
      newest = null;
    } else if (!others.isEmpty()) {
      others.remove(hour.start);
    }
  }

  Hour newest() {
    return newest;
  }

  List<Hour> inMemory() {
    List<Hour> hours = new ArrayList<>(others.values());
    if (newest != null) {
      hours.add(newest);
    }
    return hours;
  }
}
