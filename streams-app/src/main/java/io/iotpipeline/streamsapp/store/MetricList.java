package io.iotpipeline.streamsapp.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One element for each metric of a sensor, in the order in which they were added. A fleet has
 * millions of such lists, which are short and searched in their order, so a search touches few
 * objects: most of them are not in a cache of the CPU.
 *
 * @param <V> the elements; no two may have the same metric
 */
public final class MetricList<V extends MetricList.OfMetric> {

  /** What belongs to a metric that does not change. */
  public interface OfMetric {
    String metric();
  }

  /** Up to this number of elements a linear search is faster than a map. */
  private static final int LINEAR_SEARCH_LIMIT = 8;

  private static final int OWN_BYTES = 80;

  private final List<V> elements = new ArrayList<>(2);
  private Map<String, V> byMetric;
  private int nameLengths;

  public int size() {
    return elements.size();
  }

  /** Not to be changed. */
  public List<V> elements() {
    return elements;
  }

  /** Returns the element of this metric, or null. */
  public V find(String metric) {
    return find(metric, 0);
  }

  /**
   * Returns the element of this metric, or null.
   *
   * @param place its index if the metrics are asked for in the order of the list
   */
  public V find(String metric, int place) {
    if (place < elements.size() && elements.get(place).metric().equals(metric)) {
      return elements.get(place);
    }
    if (byMetric != null) {
      return byMetric.get(metric);
    }
    for (V each : elements) {
      if (each.metric().equals(metric)) {
        return each;
      }
    }
    return null;
  }

  public void add(V element) {
    elements.add(element);
    nameLengths += element.metric().length();
    if (byMetric != null) {
      byMetric.put(element.metric(), element);
    } else if (elements.size() > LINEAR_SEARCH_LIMIT) {
      byMetric = new HashMap<>();
      elements.forEach(each -> byMetric.put(each.metric(), each));
    }
  }

  /** Removes the elements that satisfy a condition; returns whether there were any. */
  public boolean removeIf(Predicate<V> condition) {
    List<V> kept = elements.stream().filter(condition.negate()).toList();
    if (kept.size() == elements.size()) {
      return false;
    }
    elements.clear();
    byMetric = null;
    nameLengths = 0;
    kept.forEach(this::add);
    return true;
  }

  /**
   * Estimated bytes on the heap.
   *
   * @param bytesPerElement of an element, without the name of its metric
   */
  public long heapBytes(int bytesPerElement) {
    return OWN_BYTES + (long) bytesPerElement * elements.size() + 2L * nameLengths;
  }
}
