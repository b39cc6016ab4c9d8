package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.UtcHour;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The detectors of one sensor, one for each metric. So they also tell which metrics the sensor has.
 *
 * <p>Their state is stored in two parts, because the large part changes rarely: the baselines
 * change once an hour, the detector states with every reading.
 */
public final class SensorDetectors {

  /** Estimated bytes on the heap of one detector, without the name of its metric. */
  private static final int BYTES_PER_DETECTOR = 500;

  private static final long REMOVE_AFTER_MS = TimeUnit.DAYS.toMillis(30);

  private final Map<String, AnomalyDetector> detectors = new HashMap<>(4);
  private long lastRemovalAt = Long.MIN_VALUE / 2;
  private boolean baselinesChanged;
  private long nameBytes;

  /** Number of metrics. */
  public int size() {
    return detectors.size();
  }

  /** Whether the sensor has this metric. */
  public boolean has(String metric) {
    return detectors.containsKey(metric);
  }

  /** Estimated bytes on the heap. */
  public long heapBytes() {
    return (long) BYTES_PER_DETECTOR * detectors.size() + nameBytes;
  }

  /** Returns whether any baseline has changed since the last call. */
  public boolean takeBaselinesChanged() {
    boolean changed = baselinesChanged;
    baselinesChanged = false;
    return changed;
  }

  /**
   * Processes a reading and returns the alerts that it raises.
   *
   * @param time event time, ms since 1970-01-01T00:00:00Z; a reading that is older than the newest
   *     of its metric is ignored
   * @param reading in the metric's unit
   */
  public List<Alert> observe(String metric, long time, double reading, AlertLimits limits) {
    AnomalyDetector detector = of(metric);
    List<Alert> alerts = detector.observe(time, reading, limits.low(metric), limits.high(metric));
    baselinesChanged |= detector.takeBaselineChanged();
    return alerts;
  }

  /**
   * Removes the metrics without readings for 30 days. Has no effect if it was called within the
   * same hour of event time.
   *
   * @param time event time, ms since 1970-01-01T00:00:00Z
   */
  public void removeInactive(long time) {
    if (Math.abs(time - lastRemovalAt) < UtcHour.MILLIS) {
      return;
    }
    lastRemovalAt = time;
    baselinesChanged |=
        detectors.values().removeIf(detector -> detector.newest() < time - REMOVE_AFTER_MS);
    nameBytes = detectors.keySet().stream().mapToLong(SensorDetectors::bytes).sum();
  }

  public byte[] writeBaselines() {
    return MetricMapCodec.write(detectors, (detector, out) -> detector.baseline.write(out));
  }

  public void readBaselines(byte[] bytes) {
    MetricMapCodec.read(
        bytes, Baseline::read, (metric, baseline) -> of(metric).baseline = baseline);
  }

  public byte[] writeStates() {
    return MetricMapCodec.write(detectors, (detector, out) -> detector.state.write(out));
  }

  public void readStates(byte[] bytes) {
    MetricMapCodec.read(bytes, DetectorState::read, (metric, state) -> of(metric).state = state);
  }

  private AnomalyDetector of(String metric) {
    AnomalyDetector detector = detectors.get(metric);
    if (detector == null) {
      detector = new AnomalyDetector();
      detectors.put(metric, detector);
      nameBytes += bytes(metric);
    }
    return detector;
  }

  private static long bytes(String name) {
    return 2L * name.length();
  }
}
