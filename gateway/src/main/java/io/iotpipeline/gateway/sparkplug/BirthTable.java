package io.iotpipeline.gateway.sparkplug;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The births of the nodes and devices of one connection. It has a limit of its own and one that all
 * tables share; above them the births that were not used for the longest time are forgotten. Their
 * nodes are asked for another birth when they send data. Thread-safe, because other tables make
 * room here.
 */
final class BirthTable {

  private final BirthBudget budget; // also the lock
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
    synchronized (budget) {
      Birth birth = births.get(sensorId);
      if (birth != null) {
        budget.use(birth);
      }
      return birth;
    }
  }

  /**
   * Keeps a birth instead of an earlier one.
   *
   * @return false if it is larger than a limit
   */
  boolean put(String sensorId, Birth birth) {
    synchronized (budget) {
      remove(sensorId);
      long bytes = bytes(sensorId, birth);
      if (bytes > limit) {
        return false;
      }
      while (used + bytes > limit) {
        remove(births.keySet().iterator().next());
      }
      if (!budget.add(this, sensorId, birth, bytes)) {
        return false;
      }
      used += bytes;
      births.put(sensorId, birth);
      return true;
    }
  }

  void remove(String sensorId) {
    synchronized (budget) {
      Birth removed = births.remove(sensorId);
      if (removed != null) {
        used -= bytes(sensorId, removed);
        budget.remove(removed);
      }
    }
  }

  /** Forgets a node with its devices. */
  void removeNode(String nodeId) {
    synchronized (budget) {
      remove(nodeId);
      String devices = nodeId + "/";
      births.keySet().stream().filter(id -> id.startsWith(devices)).toList().forEach(this::remove);
    }
  }

  void clear() {
    synchronized (budget) {
      List.copyOf(births.keySet()).forEach(this::remove);
    }
  }

  int size() {
    synchronized (budget) {
      return births.size();
    }
  }

  long used() {
    synchronized (budget) {
      return used;
    }
  }

  private static long bytes(String sensorId, Birth birth) {
    return 2L * sensorId.length() + birth.bytes();
  }
}
