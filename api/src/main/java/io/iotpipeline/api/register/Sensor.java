package io.iotpipeline.api.register;

import io.iotpipeline.schemas.SensorStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A sensor of the register, small in memory: there may be a million. Times are in ms since
 * 1970-01-01T00:00:00Z, or {@link #NEVER}.
 *
 * @param metricCount how many metrics it has, also those that are not kept
 * @param metrics names in ascending order, the first {@link #MAX_METRICS}
 * @param units of the metrics; empty if there is none
 * @param values newest readings of the metrics
 * @param expectedIntervalMs 0: there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sensor(
    String id,
    String state,
    long stateSince,
    long firstHeard,
    long lastHeard,
    long newestReading,
    int metricCount,
    List<String> metrics,
    List<String> units,
    double[] values,
    String name,
    String place,
    String owner,
    String kind,
    List<String> tags,
    long expectedIntervalMs,
    String intervalSource) {

  static final long NEVER = Long.MIN_VALUE;
  static final String SILENT = "SILENT";

  /** A device can send 240 names of metrics in an event, of 256 characters each. */
  static final int MAX_METRICS = 64;

  /** Of the objects, and of the places in the orders of the register. */
  private static final int FIXED_BYTES = 300;

  /**
   * @param keeps which metrics are kept, of those that there is a place for
   * @param interner whose values it holds until it is released
   */
  static Sensor of(SensorStatus status, Predicate<String> keeps, Interner interner) {
    List<String> metrics = new ArrayList<>();
    List<String> units = new ArrayList<>();
    status.getReadings().keySet().stream()
        .filter(keeps)
        .sorted()
        .limit(MAX_METRICS)
        .forEach(
            metric -> {
              metrics.add(interner.acquire(metric));
              units.add(interner.acquire(status.getUnits().getOrDefault(metric, "")));
            });
    double[] values = metrics.stream().mapToDouble(status.getReadings()::get).toArray();
    return new Sensor(
        status.getSensorId(),
        interner.acquire(status.getState()),
        status.getStateSince().toEpochMilli(),
        millis(status.getFirstHeard()),
        millis(status.getLastHeard()),
        millis(status.getNewestReading()),
        status.getReadings().size(),
        interner.acquire(List.copyOf(metrics)),
        interner.acquire(List.copyOf(units)),
        values,
        interner.acquire(status.getName()),
        interner.acquire(status.getPlace()),
        interner.acquire(status.getOwner()),
        interner.acquire(status.getKind()),
        interner.acquire(status.getTags().stream().map(interner::acquire).toList()),
        status.getExpectedIntervalMs() == null ? 0 : status.getExpectedIntervalMs(),
        interner.acquire(status.getIntervalSource()));
  }

  /** Gives its values back: it is no longer in the register. */
  void release(Interner interner) {
    Stream.of(List.of(state, name, place, owner, kind, intervalSource), metrics, units, tags)
        .flatMap(List::stream)
        .forEach(interner::release);
    Stream.of(metrics, units, tags).forEach(interner::release);
  }

  /** Memory that it takes beside the values of the interner, about. */
  long ownBytes() {
    return FIXED_BYTES + Interner.bytesOfText(id) + (long) Double.BYTES * values.length;
  }

  private static long millis(Instant time) {
    return time == null ? NEVER : time.toEpochMilli();
  }

  boolean isSilent() {
    return state.equals(SILENT);
  }

  /** Whether it has the metric, or has more metrics than are kept. */
  public boolean mayHave(String metric) {
    return metricCount > metrics.size() || metrics.contains(metric);
  }

  /** Unit of a metric; empty if it is not known. */
  public String unit(String metric) {
    int index = metrics.indexOf(metric);
    return index < 0 ? "" : units.get(index);
  }
}
