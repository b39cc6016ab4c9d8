package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.AlertSeverity;
import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.store.MetricList;
import java.util.ArrayList;
import java.util.List;

/**
 * Detects anomalies and passed limits in the readings of one metric of one sensor. Readings must
 * arrive in the order of event time; one that is older than the newest is ignored.
 *
 * <p>If readings stay unusual for 72 hours, the baseline is reset and learns the new level. So no
 * alert repeats without end.
 */
final class AnomalyDetector implements MetricList.OfMetric {

  private static final int RESET_AFTER_HOURS = 72;

  /** Errors are cut off at this number of scales. */
  private static final double MAX_ERROR = 10;

  /** Readings are cut off at this value, so that sums and squares are finite, also as floats. */
  private static final double MAX_READING = 1e30;

  private final String metric;
  Baseline baseline = new Baseline();
  DetectorState state = new DetectorState();
  private boolean baselineChanged;

  AnomalyDetector(String metric) {
    this.metric = metric;
  }

  @Override
  public String metric() {
    return metric;
  }

  /** Returns whether the baseline has changed since the last call. */
  boolean takeBaselineChanged() {
    boolean changed = baselineChanged;
    baselineChanged = false;
    return changed;
  }

  /** Event time of the newest reading. */
  long newest() {
    return state.newest;
  }

  /**
   * Processes a reading.
   *
   * @param time event time, ms since 1970-01-01T00:00:00Z
   * @param reading finite; in the metric's unit
   * @param low lower limit, NaN for none
   * @param high upper limit, NaN for none
   * @return the alerts that it raises; nearly always none
   */
  List<Alert> observe(long time, double reading, double low, double high) {
    if (time < state.newest || !Double.isFinite(reading)) {
      return List.of();
    }
    double value = Math.max(-MAX_READING, Math.min(MAX_READING, reading));
    Alert anomaly = anomaly(time, reading, value);
    boolean anomalyEnded = state.score.takeEnded();
    boolean thresholdEnded = state.limits.takeEnded(time);
    double limit = state.limits.passed(time, value, low, high);
    state.newest = time;
    state.reading = reading;
    if (anomaly == null && Double.isNaN(limit) && !anomalyEnded && !thresholdEnded) {
      return List.of();
    }
    List<Alert> alerts = new ArrayList<>();
    if (thresholdEnded) {
      alerts.add(Alert.thresholdEnded(reading, nearestLimit(reading, low, high)));
    }
    if (!Double.isNaN(limit)) {
      alerts.add(Alert.threshold(reading, limit, value - limit, state.limits.isLasting()));
    }
    if (anomalyEnded) {
      alerts.add(
          baseline.isWarm()
              ? Alert.anomalyEnded(reading, baseline.expected(time), state.score.value())
              : Alert.anomalyReset(reading));
    }
    if (anomaly != null) {
      alerts.add(anomaly);
    }
    return alerts;
  }

  /** The reading itself if the limits were removed. */
  private static double nearestLimit(double reading, double low, double high) {
    if (Double.isNaN(low) && Double.isNaN(high)) {
      return reading;
    }
    return Double.isNaN(low) || high - reading < reading - low ? high : low;
  }

  private Alert anomaly(long time, double reading, double value) {
    long hour = Math.floorDiv(time, UtcHour.MILLIS);
    if (state.hour.isEndedBy(hour)) {
      learn();
    }
    double expected = baseline.expected(time);
    double error = value - expected;
    if (!baseline.isWarm()) {
      state.hour.add(hour, error);
      return null;
    }
    double scale = baseline.scale();
    double inScales = Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error / scale));
    state.hour.add(hour, inScales * scale);
    AlertSeverity severity = state.score.add(time, time - state.newest, inScales);
    return severity == null
        ? null
        : Alert.anomaly(
            severity, reading, expected, scale, state.score.value(), state.score.isLasting());
  }

  private void learn() {
    baselineChanged = true;
    state.hour.finishInto(baseline);
    if (state.score.countHour() >= RESET_AFTER_HOURS) {
      baseline.reset();
      state.score.reset();
    }
  }
}
