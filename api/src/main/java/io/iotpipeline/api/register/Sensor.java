package io.iotpipeline.api.register;

import io.iotpipeline.schemas.SensorStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sensor of the register, small in memory: there may be a million. Times are in ms since
 * 1970-01-01T00:00:00Z, or {@link #NEVER}.
 *
 * @param metrics names in ascending order
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

  static Sensor of(SensorStatus status, Interner interner) {
    Map<String, Double> readings = new TreeMap<>(status.getReadings());
    double[] values = new double[readings.size()];
    List<String> metrics = new ArrayList<>();
    List<String> units = new ArrayList<>();
    readings.forEach(
        (metric, value) -> {
          values[metrics.size()] = value;
          metrics.add(interner.intern(metric));
          units.add(interner.intern(status.getUnits().getOrDefault(metric, "")));
        });
    return new Sensor(
        status.getSensorId(),
        interner.intern(status.getState()),
        status.getStateSince().toEpochMilli(),
        millis(status.getFirstHeard()),
        millis(status.getLastHeard()),
        millis(status.getNewestReading()),
        interner.intern(List.copyOf(metrics)),
        interner.intern(List.copyOf(units)),
        values,
        interner.intern(status.getName()),
        interner.intern(status.getPlace()),
        interner.intern(status.getOwner()),
        interner.intern(status.getKind()),
        interner.intern(status.getTags().stream().map(interner::intern).toList()),
        status.getExpectedIntervalMs() == null ? 0 : status.getExpectedIntervalMs(),
        interner.intern(status.getIntervalSource()));
  }

  private static long millis(Instant time) {
    return time == null ? NEVER : time.toEpochMilli();
  }

  boolean isSilent() {
    return state.equals(SILENT);
  }

  /** Unit of a metric; empty if it is not known. */
  public String unit(String metric) {
    int index = metrics.indexOf(metric);
    return index < 0 ? "" : units.get(index);
  }
}
