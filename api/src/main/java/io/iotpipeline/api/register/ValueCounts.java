package io.iotpipeline.api.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * How many sensors have each of any number of values. Its memory is bounded: when it has very many
 * values, further ones are not counted. Not thread-safe.
 */
final class ValueCounts {

  /** Bounds the memory: devices choose the names of metrics. */
  private static final int MAX_COUNTED = 100_000;

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  /** The most frequent one is the first. */
  private static final Comparator<Map.Entry<String, Integer>> ORDER =
      Map.Entry.<String, Integer>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final int maxShown;
  private final LongSupplier nanoTime;
  private final Map<String, Integer> counts = new HashMap<>();
  private ObjectNode shown;
  private long shownAtNanos;

  /**
   * @param maxShown how many of the most frequent values are shown
   */
  ValueCounts(int maxShown, LongSupplier nanoTime) {
    this.maxShown = maxShown;
    this.nanoTime = nanoTime;
  }

  void add(String value) {
    if (counts.size() < MAX_COUNTED || counts.containsKey(value)) {
      counts.merge(value, 1, Integer::sum);
    }
  }

  void remove(String value) {
    counts.computeIfPresent(value, (each, count) -> count == 1 ? null : count - 1);
  }

  int size() {
    return counts.size();
  }

  /** Value to count, in the order of frequency; chosen again at most once a second. */
  ObjectNode mostFrequent() {
    long now = nanoTime.getAsLong();
    if (shown == null || now - shownAtNanos > FRESH_NANOS) {
      PriorityQueue<Map.Entry<String, Integer>> first = new PriorityQueue<>(ORDER.reversed());
      for (Map.Entry<String, Integer> each : counts.entrySet()) {
        first.add(each);
        if (first.size() > maxShown) {
          first.poll();
        }
      }
      ObjectNode json = Json.object();
      first.stream().sorted(ORDER).forEach(each -> json.put(each.getKey(), each.getValue()));
      shown = json;
      shownAtNanos = now;
    }
    return shown;
  }
}
