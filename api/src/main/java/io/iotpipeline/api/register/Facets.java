package io.iotpipeline.api.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many sensors of the fleet have each state and each tag, and open alerts. Thread-safe. */
final class Facets {

  /** The most frequent ones are shown. */
  private static final int MAX_TAGS = 200;

  /** Counted tags; devices cannot set tags, but files with them may be large. */
  private static final int MAX_COUNTED = 100_000;

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Integer> states = new HashMap<>();
  private final Map<String, Integer> tags = new HashMap<>();
  private int openAlerts;
  private int sensorsWithAlerts;
  private ObjectNode shownTags;
  private long shownAtNanos;

  Facets(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void add(Sensor sensor) {
    states.merge(sensor.state(), 1, Integer::sum);
    for (String tag : sensor.tags()) {
      if (tags.size() < MAX_COUNTED || tags.containsKey(tag)) {
        tags.merge(tag, 1, Integer::sum);
      }
    }
  }

  synchronized void remove(Sensor sensor) {
    subtract(states, sensor.state());
    sensor.tags().forEach(tag -> subtract(tags, tag));
  }

  private static void subtract(Map<String, Integer> counts, String key) {
    counts.computeIfPresent(key, (each, count) -> count == 1 ? null : count - 1);
  }

  synchronized ObjectNode states() {
    ObjectNode json = Json.object().put("ACTIVE", 0).put("SILENT", 0).put("NEVER_HEARD", 0);
    states.forEach(json::put);
    return json;
  }

  /**
   * A sensor has another number of open alerts.
   *
   * @param before 0 for a sensor that is added
   * @param now 0 for one that is removed
   */
  synchronized void changeAlerts(int before, int now) {
    openAlerts += now - before;
    sensorsWithAlerts += Integer.signum(now) - Integer.signum(before);
  }

  synchronized ObjectNode alerts() {
    return Json.object().put("open", openAlerts).put("sensors", sensorsWithAlerts);
  }

  /** Counted again at most once a second. */
  synchronized ObjectNode tags() {
    long now = nanoTime.getAsLong();
    if (shownTags == null || now - shownAtNanos > FRESH_NANOS) {
      ObjectNode json = Json.object();
      tags.entrySet().stream()
          .sorted(
              Comparator.comparing((Map.Entry<String, Integer> tag) -> -tag.getValue())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(MAX_TAGS)
          .forEach(tag -> json.put(tag.getKey(), tag.getValue()));
      shownTags = json;
      shownAtNanos = now;
    }
    return shownTags;
  }
}
