package io.iotpipeline.api.alerts;

import io.iotpipeline.schemas.SensorAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which alerts of metrics are open: raised, and not ended. Whether a sensor is silent is in the
 * register. One thread writes, others read.
 */
public final class OpenAlerts {

  private static final String ENDED = "_ENDED";
  private static final int MAX_SENSORS = 200_000;

  /** A sensor has at most 256 metrics. */
  private static final int MAX_OF_SENSOR = 512;

  private final Map<String, List<OpenAlert>> bySensor = new ConcurrentHashMap<>();

  /** Returns whether something has changed. */
  boolean apply(SensorAlert alert) {
    String kind = alert.getKind();
    if (alert.getMetric().isEmpty()) {
      return false;
    }
    return kind.endsWith(ENDED)
        ? close(alert, kind.substring(0, kind.length() - ENDED.length()))
        : open(alert);
  }

  private boolean open(SensorAlert alert) {
    List<OpenAlert> before = of(alert.getSensorId());
    List<OpenAlert> after = without(before, alert.getKind(), alert.getMetric());
    if (after.size() >= MAX_OF_SENSOR || (before.isEmpty() && bySensor.size() >= MAX_SENSORS)) {
      return false;
    }
    long since =
        before.stream()
            .filter(each -> isSame(each, alert.getKind(), alert.getMetric()))
            .mapToLong(OpenAlert::sinceMs)
            .findFirst()
            .orElse(alert.getEventTime().toEpochMilli());
    after.add(new OpenAlert(alert.getKind(), alert.getMetric(), alert.getSeverity(), since));
    bySensor.put(alert.getSensorId(), List.copyOf(after));
    return true;
  }

  private boolean close(SensorAlert alert, String kind) {
    List<OpenAlert> before = of(alert.getSensorId());
    List<OpenAlert> after = without(before, kind, alert.getMetric());
    if (after.size() == before.size()) {
      return false;
    }
    if (after.isEmpty()) {
      bySensor.remove(alert.getSensorId());
    } else {
      bySensor.put(alert.getSensorId(), List.copyOf(after));
    }
    return true;
  }

  private static List<OpenAlert> without(List<OpenAlert> alerts, String kind, String metric) {
    List<OpenAlert> others = new ArrayList<>(alerts);
    others.removeIf(each -> isSame(each, kind, metric));
    return others;
  }

  private static boolean isSame(OpenAlert alert, String kind, String metric) {
    return alert.kind().equals(kind) && alert.metric().equals(metric);
  }

  /** Those of a sensor. */
  public List<OpenAlert> of(String sensorId) {
    return bySensor.getOrDefault(sensorId, List.of());
  }
}
