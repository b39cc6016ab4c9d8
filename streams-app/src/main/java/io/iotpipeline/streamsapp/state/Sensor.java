package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.alert.SensorDetectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of one sensor: its clock, from where its hours are open, and those of its hours
 * that are in memory. All times are milliseconds since 1970-01-01T00:00:00Z.
 */
public final class Sensor {

  static final long NEVER = Long.MIN_VALUE;

  private static final long OWN_WEIGHT = 300;
  private static final long WEIGHT_PER_METRIC = 500;

  final String id;

  /** The greatest event time admitted. */
  long clock = NEVER;

  /** Hours that begin earlier are closed. */
  long openFrom = NEVER;

  /** Start of the newest hour. */
  long newestHour = NEVER;

  /** No hour in the store begins earlier. */
  long oldestHour = Long.MAX_VALUE;

  /** When it was last heard of by the wall clock, to the hour. */
  long heardAt = NEVER;

  final SensorDetectors watch = new SensorDetectors();

  boolean changed;
  boolean learnt;

  /** Its weight as the budget knows it. */
  long weighed;

  /** Whether it was used since memory was last made free. */
  boolean used = true;

  private Hour newest;
  private final Map<Long, Hour> others = new HashMap<>(2);

  Sensor(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** The greatest event time admitted from it. */
  public long clock() {
    return clock;
  }

  /** Start of its earliest hour that is still open. */
  public long openFrom() {
    return openFrom;
  }

  /** Whether anything was ever admitted from it. */
  public boolean isKnown() {
    return clock != NEVER;
  }

  /** When it was last heard of by the wall clock, at most an hour too early. */
  public long heardAt() {
    return heardAt;
  }

  /** First instant after its newest hour. */
  public long end() {
    return newestHour + Hours.HOUR_MS;
  }

  /** Whether all its hours are closed. */
  public boolean isAllClosed() {
    return isClosed(newestHour);
  }

  public boolean isClosed(long hourStart) {
    return hourStart < openFrom;
  }

  /** What is remembered of its metrics to raise alerts. */
  public SensorDetectors watch() {
    return watch;
  }

  /** Bytes on the heap without its hours, about. */
  long weight() {
    return OWN_WEIGHT + WEIGHT_PER_METRIC * watch.size();
  }

  /** The hour if it is in memory. */
  Hour inMemory(long start) {
    return newest != null && newest.start == start ? newest : others.get(start);
  }

  /** Keeps an hour in memory. */
  void keep(Hour hour) {
    if (hour.start == newestHour) {
      newest = hour;
    } else {
      others.put(hour.start, hour);
    }
  }

  /** An hour has begun that is newer than all before. */
  void begin(Hour hour) {
    if (newest != null) {
      others.put(newest.start, newest);
    }
    others.remove(hour.start);
    newestHour = hour.start;
    newest = hour;
  }

  void drop(Hour hour) {
    if (newest == hour) {
      newest = null;
    } else {
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
