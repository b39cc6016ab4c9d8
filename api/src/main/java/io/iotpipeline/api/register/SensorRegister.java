package io.iotpipeline.api.register;

import io.iotpipeline.api.alerts.OpenAlerts;
import io.iotpipeline.schemas.SensorStatus;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * All sensors of the fleet, as the topic {@code sensors} has them, in two orders. Thread-safe;
 * readers wait for nobody.
 */
public final class SensorRegister {

  private final int maxSensors;
  private final OpenAlerts alerts;
  private final Interner interner = new Interner();
  private final ConcurrentSkipListMap<String, Entry> byId = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<Attention> byAttention = new ConcurrentSkipListSet<>();
  private final Facets facets;
  private final AtomicInteger size = new AtomicInteger();
  private volatile boolean full;

  /** A sensor, and its place in the order in which people should look. */
  record Entry(Sensor sensor, Attention attention) {}

  public SensorRegister(int maxSensors, OpenAlerts alerts) {
    this(maxSensors, alerts, System::nanoTime);
  }

  SensorRegister(int maxSensors, OpenAlerts alerts, LongSupplier nanoTime) {
    this.maxSensors = maxSensors;
    this.alerts = alerts;
    this.facets = new Facets(nanoTime);
  }

  /** Adds a sensor, or replaces what is known of it. */
  public synchronized void put(SensorStatus status) {
    Entry before = byId.get(status.getSensorId());
    if (before == null && size.get() >= maxSensors) {
      full = true;
      return;
    }
    Sensor sensor = Sensor.of(status, interner);
    if (before == null) {
      size.incrementAndGet();
    } else {
      facets.remove(before.sensor());
    }
    facets.add(sensor);
    replace(before, sensor);
  }

  public synchronized void remove(String sensorId) {
    Entry before = byId.remove(sensorId);
    if (before != null) {
      size.decrementAndGet();
      byAttention.remove(before.attention());
      facets.remove(before.sensor());
    }
  }

  /** The open alerts of a sensor are others than before. */
  public synchronized void alertsChanged(String sensorId) {
    Entry before = byId.get(sensorId);
    if (before != null) {
      replace(before, before.sensor());
    }
  }

  private void replace(Entry before, Sensor sensor) {
    Attention attention = Attention.of(sensor, alerts.of(sensor.id()));
    boolean moves = before == null || !before.attention().equals(attention);
    // First where it is looked up: a reader of the order never finds a sensor that is not there.
    byId.put(sensor.id(), new Entry(sensor, moves ? attention : before.attention()));
    if (moves) {
      byAttention.add(attention);
      if (before != null) {
        byAttention.remove(before.attention());
      }
    }
  }

  public Optional<Sensor> find(String sensorId) {
    return Optional.ofNullable(byId.get(sensorId)).map(Entry::sensor);
  }

  /** Unit of a metric of a sensor; empty if it is not known. */
  public String unit(String sensorId, String metric) {
    return find(sensorId).map(sensor -> sensor.unit(metric)).orElse("");
  }

  public int size() {
    return size.get();
  }

  /** Whether there are more sensors than it may have. */
  public boolean isFull() {
    return full;
  }

  OpenAlerts alerts() {
    return alerts;
  }

  Facets facets() {
    return facets;
  }

  /** In the order of their ids. */
  Stream<Sensor> byId(Optional<String> after) {
    NavigableMap<String, Entry> rest =
        after.<NavigableMap<String, Entry>>map(id -> byId.tailMap(id, false)).orElse(byId);
    return rest.values().stream().map(Entry::sensor);
  }

  /** All, in the order of their ids. */
  Collection<Entry> entries() {
    return byId.values();
  }

  /**
   * In the order in which people should look. A sensor that has just moved is at one place only.
   */
  Stream<Attention> byAttention(Optional<Attention> after) {
    return after
        .map(each -> byAttention.tailSet(each, false).stream())
        .orElseGet(byAttention::stream)
        .filter(
            each -> {
              Entry entry = byId.get(each.id());
              return entry != null && entry.attention().equals(each);
            });
  }
}
