package io.iotpipeline.api.register;

import io.iotpipeline.api.alerts.OpenAlert;
import io.iotpipeline.api.alerts.OpenAlerts;
import io.iotpipeline.schemas.SensorStatus;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sensors of the fleet, as the topic {@code sensors} has them, in two orders. Its memory is
 * bounded: devices choose the names of their metrics, and the topic is read again after each start.
 * Thread-safe; readers wait for nobody.
 */
public final class SensorRegister {

  private static final Logger LOG = LoggerFactory.getLogger(SensorRegister.class);

  private final int maxSensors;
  private final long maxBytes;
  private final OpenAlerts alerts;
  private final Interner interner = new Interner();
  private final ConcurrentSkipListMap<String, Entry> byId = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<Attention> byAttention = new ConcurrentSkipListSet<>();
  private final Facets facets;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();
  private long ownBytes;

  /**
   * A sensor, and its place in the order in which people should look.
   *
   * @param openAlerts how many alerts of its metrics are open
   */
  record Entry(Sensor sensor, Attention attention, int openAlerts) {}

  /**
   * @param maxSensors further ones are left out
   * @param maxBytes of memory, about
   */
  public SensorRegister(int maxSensors, long maxBytes, OpenAlerts alerts) {
    this(maxSensors, maxBytes, alerts, System::nanoTime);
  }

  SensorRegister(int maxSensors, long maxBytes, OpenAlerts alerts, LongSupplier nanoTime) {
    this.maxSensors = maxSensors;
    this.maxBytes = maxBytes;
    this.alerts = alerts;
    this.facets = new Facets(nanoTime);
  }

  /**
   * Adds a sensor, or replaces what is known of it. If there is no room, a new sensor is left out,
   * and a known one is replaced without the metrics that are new.
   */
  public synchronized void put(SensorStatus status) {
    Entry before = byId.get(status.getSensorId());
    if (before == null && size.get() >= maxSensors) {
      refuse();
      return;
    }
    long bytesBefore = bytes();
    Sensor sensor = acquire(status, metric -> true);
    if (before == null) {
      if (bytes() > maxBytes) {
        release(sensor);
        refuse();
        return;
      }
      size.incrementAndGet();
    } else {
      facets.remove(before.sensor());
      release(before.sensor());
      if (bytes() > maxBytes && bytes() > bytesBefore) {
        Sensor larger = sensor;
        sensor = acquire(status, before.sensor().metrics()::contains);
        release(larger);
        refuse();
      }
    }
    facets.add(sensor);
    facets.changeMetrics(before == null ? List.of() : before.sensor().metrics(), sensor.metrics());
    replace(before, sensor);
  }

  private Sensor acquire(SensorStatus status, Predicate<String> metrics) {
    Sensor sensor = Sensor.of(status, metrics, interner);
    ownBytes += sensor.ownBytes();
    return sensor;
  }

  private void release(Sensor sensor) {
    sensor.release(interner);
    ownBytes -= sensor.ownBytes();
  }

  private void refuse() {
    if (refused.getAndIncrement() == 0) {
      LOG.warn(
          "There is no room for further sensors or metrics: {} sensors take about {} bytes of"
              + " memory; they are not shown. Set max.sensors={} or register.bytes={} higher",
          size,
          bytes(),
          maxSensors,
          maxBytes);
    }
  }

  public synchronized void remove(String sensorId) {
    Entry before = byId.remove(sensorId);
    if (before != null) {
      size.decrementAndGet();
      byAttention.remove(before.attention());
      facets.remove(before.sensor());
      facets.changeAlerts(before.openAlerts(), 0);
      facets.changeMetrics(before.sensor().metrics(), List.of());
      release(before.sensor());
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
    List<OpenAlert> open = alerts.of(sensor.id());
    Attention attention = Attention.of(sensor, open);
    boolean moves = before == null || !before.attention().equals(attention);
    // First where it is looked up: a reader of the order never finds a sensor that is not there.
    byId.put(sensor.id(), new Entry(sensor, moves ? attention : before.attention(), open.size()));
    facets.changeAlerts(before == null ? 0 : before.openAlerts(), open.size());
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

  /** Records of sensors that there was no room for, or not for all of their metrics. */
  public long refused() {
    return refused.get();
  }

  /** Memory that it takes, about. */
  public synchronized long bytes() {
    return ownBytes + interner.bytes();
  }

  OpenAlerts alerts() {
    return alerts;
  }

  Facets facets() {
    return facets;
  }

  /** In the order of their ids. */
  Stream<Entry> byId(Optional<String> after) {
    NavigableMap<String, Entry> rest =
        after.<NavigableMap<String, Entry>>map(id -> byId.tailMap(id, false)).orElse(byId);
    return rest.values().stream();
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
