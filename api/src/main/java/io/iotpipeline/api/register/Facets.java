package io.iotpipeline.api.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many sensors of the fleet have each state, tag and metric, and open alerts. Devices cannot
 * set tags, but files with them may be large. Thread-safe.
 */
final class Facets {

  private static final int MAX_TAGS = 200;
  private static final int MAX_METRICS = 100;

  private final Map<String, Integer> states = new HashMap<>();
  private final ValueCounts tags;
  private final ValueCounts metrics;
  private int openAlerts;
  private int sensorsWithAlerts;

  Facets(LongSupplier nanoTime) {
    this.tags = new ValueCounts(MAX_TAGS, nanoTime);
    this.metrics = new ValueCounts(MAX_METRICS, nanoTime);
  }

  synchronized void add(Sensor sensor) {
    states.merge(sensor.state(), 1, Integer::sum);
    sensor.tags().forEach(tags::add);
  }

  synchronized void remove(Sensor sensor) {
    states.computeIfPresent(sensor.state(), (state, count) -> count == 1 ? null : count - 1);
    sensor.tags().forEach(tags::remove);
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

  /**
   * A sensor may have other metrics. It is updated often, and they rarely change.
   *
   * @param before empty for a sensor that is added
   * @param now empty for one that is removed
   */
  synchronized void changeMetrics(List<String> before, List<String> now) {
    if (!before.equals(now)) {
      before.forEach(metrics::remove);
      now.forEach(metrics::add);
    }
  }

  synchronized ObjectNode metrics() {
    return metrics.mostFrequent();
  }

  /** How many different metrics the sensors have. */
  synchronized int metricCount() {
    return metrics.size();
  }

  synchronized ObjectNode tags() {
    return tags.mostFrequent();
  }
}
