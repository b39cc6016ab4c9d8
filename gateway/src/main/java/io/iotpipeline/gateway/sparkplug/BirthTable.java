package io.iotpipeline.gateway.sparkplug;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The births of the nodes and devices of one connection. It has a limit of its own and one that all
 * tables share; above them the births that were not used for the longest time are forgotten. Their
 * nodes are asked for another birth when they send data. Not thread-safe.
 */
final class BirthTable {

  private final BirthBudget budget;
  private final long limit;
  private final Map<String, Birth> births = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  /**
   * @param limit bytes
   */
  BirthTable(BirthBudget budget, long limit) {
    this.budget = budget;
    this.limit = limit;
  }

  /** Null if it is unknown. */
  Birth get(String sensorId) {
    return births.get(sensorId);
  }

  /**
   * Keeps a birth instead of an earlier one.
   *
   * @return false if there is no room, even without the other births of this table
   */
  boolean put(String sensorId, Birth birth) {
    remove(sensorId);
    long bytes = bytes(sensorId, birth);
    while (used + bytes > limit || !budget.reserve(bytes)) {
      if (births.isEmpty()) {
        return false;
      }
      remove(births.keySet().iterator().next());
    }
    used += bytes;
    births.put(sensorId, birth);
    return true;
  }

  void remove(String sensorId) {
    Birth removed = births.remove(sensorId);
    if (removed != null) {
      release(bytes(sensorId, removed));
    }
  }

  /** Forgets a node with its devices. */
  void removeNode(String nodeId) {
    remove(nodeId);
    String devices = nodeId + "/";
    for (Iterator<Map.Entry<String, Birth>> i = births.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<String, Birth> entry = i.next();
      if (entry.getKey().startsWith(devices)) {
        i.remove();
        release(bytes(entry.getKey(), entry.getValue()));
      }
    }
  }

  void clear() {
    births.clear();
    release(used);
  }

  int size() {
    return births.size();
  }

  long used() {
    return used;
  }

  private void release(long bytes) {
    used -= bytes;
    budget.release(bytes);
  }

  private static long bytes(String sensorId, Birth birth) {
    return 2L * sensorId.length() + birth.bytes();
  }
}
