package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.UtcHour;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The detectors of one sensor, one for each metric.
 *
 * <p>Their state is stored in two parts, because the large part changes rarely: the baselines
 * change once an hour, the detector states with every reading.
 *
 * <p>At most 256 metrics of a sensor have a detector. For a further metric, detectors without
 * readings for 30 days are removed; if there are none, the metric is ignored.
 */
public final class SensorDetectors {

  static final int MAX_METRICS = 256;
  private static final long REMOVE_AFTER_MS = TimeUnit.DAYS.toMillis(30);

  private final Map<String, AnomalyDetector> detectors = new HashMap<>(4);
  private long lastRemovalAt = Long.MIN_VALUE / 2;
  private boolean baselinesChanged;

  /** Number of metrics with a detector. */
  public int size() {
    return detectors.size();
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
    AnomalyDetector detector = detectors.get(metric);
    if (detector == null) {
      if (detectors.size() >= MAX_METRICS) {
        removeInactive(time);
      }
      if (detectors.size() >= MAX_METRICS) {
        return List.of();
      }
      detector = new AnomalyDetector();
      detectors.put(metric, detector);
    }
    List<Alert> alerts = detector.observe(time, reading, limits.low(metric), limits.high(metric));
    baselinesChanged |= detector.takeBaselineChanged();
    return alerts;
  }

  /** Runs at most once per hour of event time. */
  private void removeInactive(long time) {
    if (Math.abs(time - lastRemovalAt) < UtcHour.MILLIS) {
      return;
    }
    lastRemovalAt = time;
    baselinesChanged |=
        detectors.values().removeIf(detector -> detector.newest() < time - REMOVE_AFTER_MS);
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
    return detectors.computeIfAbsent(metric, name -> new AnomalyDetector());
  }
}
