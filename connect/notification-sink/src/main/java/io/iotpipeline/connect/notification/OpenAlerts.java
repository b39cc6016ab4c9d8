package io.iotpipeline.connect.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The alerts that are open, and those that have ended lately, as Alertmanager reads them: labels,
 * annotations, startsAt and endsAt. Alertmanager forgets alerts when it restarts and ends those
 * that it does not hear of, so all of them are sent again and again.
 *
 * <p>Sensors that appear and vanish leave an open alert each, so their number is limited: a new
 * alert replaces one that has ended, or else the one that was longest not repeated.
 */
final class OpenAlerts {

  /** Of one condition and severity. */
  static final class Entry {
    private final int partition;
    private final Instant startsAt;
    private SensorAlert latest;
    private Instant endsAt;
    private Instant endedAt;

    private Entry(int partition, SensorAlert alert) {
      this.partition = partition;
      startsAt = alert.time();
      latest = alert;
    }

    private boolean isOpen() {
      return endsAt == null;
    }

    private Place place() {
      return new Place(partition, latest.key());
    }
  }

  /** A condition of a sensor in a partition. */
  private record Place(int partition, SensorAlert.Key key) {}

  private final Duration validity;
  private final int limit;

  /** By severity. */
  private final Map<Place, Map<String, Entry>> places = new HashMap<>();

  /** In the order of their last record. */
  private final Set<Entry> open = new LinkedHashSet<>();

  private final Set<Entry> ended = new LinkedHashSet<>();

  /** The partitions that are read up to now; only their alerts are sent. */
  private final Set<Integer> read = new HashSet<>();

  private final Set<Entry> changed = new LinkedHashSet<>();
  private final Set<Entry> repeated = new LinkedHashSet<>();
  private long leftOut;

  /**
   * @param validity how long Alertmanager keeps an open alert without hearing of it, and how long
   *     an ended alert is kept
   * @param limit the greatest number of alerts
   */
  OpenAlerts(Duration validity, int limit) {
    this.validity = validity;
    this.limit = limit;
  }

  /**
   * Takes a record.
   *
   * @param recorded when it came into the topic
   */
  void add(int partition, SensorAlert alert, Instant recorded, Instant now) {
    Place place = new Place(partition, alert.key());
    if (alert.ends()) {
      List.copyOf(places.getOrDefault(place, Map.of()).values()).stream()
          .filter(Entry::isOpen)
          .forEach(each -> end(each, alert, recorded, now));
      return;
    }
    Entry known = places.getOrDefault(place, Map.of()).get(alert.severity());
    if (known != null && known.isOpen()) {
      known.latest = alert;
      open.remove(known);
      open.add(known);
      change(known);
      return;
    }
    if (known != null) {
      remove(known);
    }
    makeRoom();
    Entry entry = new Entry(partition, alert);
    places.computeIfAbsent(place, each -> new TreeMap<>()).put(alert.severity(), entry);
    open.add(entry);
    change(entry);
  }

  /** Alertmanager refuses an alert that ends before it starts. */
  private void end(Entry entry, SensorAlert end, Instant recorded, Instant now) {
    entry.endsAt = end.time().isBefore(entry.startsAt) ? entry.startsAt : end.time();
    entry.endedAt = recorded;
    if (isOver(entry, now)) {
      remove(entry);
      return;
    }
    open.remove(entry);
    ended.add(entry);
    change(entry);
  }

  private boolean isOver(Entry entry, Instant now) {
    return entry.endedAt.isBefore(now.minus(validity));
  }

  private void makeRoom() {
    if (size() >= limit) {
      Iterator<Entry> oldest = (ended.isEmpty() ? open : ended).iterator();
      Entry entry = oldest.next();
      leftOut += entry.isOpen() ? 1 : 0;
      remove(entry);
    }
  }

  private void change(Entry entry) {
    if (read.contains(entry.partition)) {
      changed.add(entry);
    }
  }

  private void remove(Entry entry) {
    Place place = entry.place();
    Map<String, Entry> severities = places.get(place);
    severities.remove(entry.latest.severity());
    if (severities.isEmpty()) {
      places.remove(place);
    }
    for (Set<Entry> each : List.of(open, ended, changed, repeated)) {
      each.remove(entry);
    }
  }

  /** Forgets the alerts of a partition. */
  void forget(int partition) {
    read.remove(partition);
    known().filter(each -> each.partition == partition).toList().forEach(this::remove);
  }

  /** A partition is read up to now: its alerts are to be sent. */
  void read(int partition) {
    read.add(partition);
    known().filter(each -> each.partition == partition).forEach(changed::add);
  }

  boolean isRead(int partition) {
    return read.contains(partition);
  }

  /** All alerts are to be sent again; those that have ended long ago are forgotten. */
  void repeatAll(Instant now) {
    ended.stream().filter(each -> isOver(each, now)).toList().forEach(this::remove);
    known().filter(each -> read.contains(each.partition)).forEach(repeated::add);
  }

  /**
   * The alerts to send next: first those that have changed.
   *
   * @return at most this number
   */
  List<Entry> next(int number) {
    return Stream.concat(changed.stream(), repeated.stream()).distinct().limit(number).toList();
  }

  /** These alerts have been delivered, or refused. */
  void sent(Collection<Entry> entries) {
    entries.forEach(changed::remove);
    entries.forEach(repeated::remove);
  }

  int size() {
    return open.size() + ended.size();
  }

  /** How many open alerts were replaced since this was last asked. */
  long takeLeftOut() {
    long taken = leftOut;
    leftOut = 0;
    return taken;
  }

  private Stream<Entry> known() {
    return Stream.concat(open.stream(), ended.stream());
  }

  /** An alert as Alertmanager reads it. */
  String json(Entry entry, Instant now) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("summary", entry.latest.summary());
    annotations.put("description", entry.latest.detail());
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("labels", labels(entry.latest));
    alert.put("annotations", annotations);
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
