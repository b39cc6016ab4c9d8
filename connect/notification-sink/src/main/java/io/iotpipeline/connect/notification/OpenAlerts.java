package io.iotpipeline.connect.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts that are open, and those that have ended lately, as Alertmanager reads them: labels,
 * annotations, startsAt and endsAt. Alertmanager forgets alerts when it restarts and ends those
 * that it does not hear of, so all of them are sent again and again.
 */
final class OpenAlerts {

  /** Of one condition and severity. */
  private static final class Entry {
    private final Map<String, String> labels;
    private final Map<String, String> annotations;
    private final Instant startsAt;
    private Instant endsAt;
    private Instant endedAt;
    private boolean changed = true;

    private Entry(SensorAlert alert) {
      labels = labels(alert);
      annotations = new LinkedHashMap<>();
      startsAt = alert.time();
      describe(alert);
    }

    private void describe(SensorAlert alert) {
      annotations.put("summary", alert.summary());
      annotations.put("description", alert.detail());
    }

    private boolean isOpen() {
      return endsAt == null;
    }
  }

  private final Duration validity;

  /**
   * By partition, so that those of a partition that is taken away can be forgotten; by severity.
   */
  private final Map<Integer, Map<SensorAlert.Key, Map<String, Entry>>> partitions = new HashMap<>();

  /**
   * @param validity how long Alertmanager keeps an open alert without hearing of it, and how long
   *     an ended alert is kept
   */
  OpenAlerts(Duration validity) {
    this.validity = validity;
  }

  /**
   * Takes a record.
   *
   * @param recorded when it came into the topic
   */
  void add(int partition, SensorAlert alert, Instant recorded) {
    Map<SensorAlert.Key, Map<String, Entry>> keys =
        partitions.computeIfAbsent(partition, each -> new HashMap<>());
    if (alert.ends()) {
      keys.getOrDefault(alert.key(), Map.of()).values().stream()
          .filter(Entry::isOpen)
          .forEach(each -> end(each, alert, recorded));
      return;
    }
    Map<String, Entry> severities = keys.computeIfAbsent(alert.key(), key -> new TreeMap<>());
    Entry known = severities.get(alert.severity());
    if (known != null && known.isOpen()) {
      known.describe(alert);
      known.changed = true;
    } else {
      severities.put(alert.severity(), new Entry(alert));
    }
  }

  /** Alertmanager refuses an alert that ends before it starts. */
  private static void end(Entry entry, SensorAlert end, Instant recorded) {
    entry.endsAt = end.time().isBefore(entry.startsAt) ? entry.startsAt : end.time();
    entry.endedAt = recorded;
    entry.changed = true;
  }

  /** Forgets the alerts of a partition. */
  void forget(int partition) {
    partitions.remove(partition);
  }

  boolean hasChanges() {
    return entries().stream().anyMatch(each -> each.changed);
  }

  /**
   * The alerts to send, each as JSON. Forgets those that have ended long ago.
   *
   * @param all or else only those that have changed since {@link #sent()}
   */
  List<String> alerts(boolean all, Instant now) {
    Instant endedBefore = now.minus(validity);
    partitions
        .values()
        .forEach(
            keys ->
                keys.values()
                    .removeIf(
                        severities -> {
                          severities
                              .values()
                              .removeIf(
                                  each -> !each.isOpen() && each.endedAt.isBefore(endedBefore));
                          return severities.isEmpty();
                        }));
    return entries().stream()
        .filter(each -> all || each.changed)
        .map(each -> json(each, now))
        .toList();
  }

  /** What {@link #alerts} has returned has been delivered. */
  void sent() {
    entries().forEach(each -> each.changed = false);
  }

  int size() {
    return entries().size();
  }

  private Collection<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    partitions
        .values()
        .forEach(keys -> keys.values().forEach(each -> entries.addAll(each.values())));
    return entries;
  }

  private String json(Entry entry, Instant now) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("labels", entry.labels);
    alert.put("annotations", entry.annotations);
    alert.put("startsAt", RecordFields.time(entry.startsAt));
    alert.put("endsAt", RecordFields.time(entry.isOpen() ? now.plus(validity) : entry.endsAt));
    return Json.of(alert);
  }

  /** Alertmanager takes a label without a value for one that is absent, so it is left out. */
  private static Map<String, String> labels(SensorAlert alert) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", alert.condition().alertName());
    labels.put("sensor_id", alert.sensor());
    if (!alert.metric().isEmpty()) {
      labels.put("metric", alert.metric());
    }
    labels.put("severity", alert.severity().toLowerCase(Locale.ROOT));
    return labels;
  }
}
