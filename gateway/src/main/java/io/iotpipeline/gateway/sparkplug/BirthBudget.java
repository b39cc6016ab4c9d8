package io.iotpipeline.gateway.sparkplug;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory for births of all connections. Above its limit the births that were not used for the
 * longest time are forgotten, whosever they are: an idle connection takes no room from busy ones.
 * Thread-safe; tables take its lock for their own state, too.
 */
public final class BirthBudget {

  private final long limit;
  private final Map<Birth, Place> leastRecentlyUsedFirst = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  private record Place(BirthTable table, String sensorId, long bytes) {}

  /**
   * @param limit bytes
   */
  public BirthBudget(long limit) {
    this.limit = limit;
  }

  /**
   * Forgets others if there is no room.
   *
   * @return false if it is larger than the limit
   */
  synchronized boolean add(BirthTable table, String sensorId, Birth birth, long bytes) {
    if (bytes > limit) {
      return false;
    }
    while (used + bytes > limit) {
      Place eldest = leastRecentlyUsedFirst.values().iterator().next();
      eldest.table().remove(eldest.sensorId());
    }
    leastRecentlyUsedFirst.put(birth, new Place(table, sensorId, bytes));
    used += bytes;
    return true;
  }

  synchronized void use(Birth birth) {
    leastRecentlyUsedFirst.get(birth);
  }

  synchronized void remove(Birth birth) {
    used -= leastRecentlyUsedFirst.remove(birth).bytes();
  }

  /** The bytes that are in use. */
  public synchronized long used() {
    return used;
  }
}
