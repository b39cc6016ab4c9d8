package io.iotpipeline.streamsapp.alert;

import java.util.List;

/**
 * Judges the readings of one metric of one sensor, in the order of their event time; one that is
 * older than the newest is not judged.
 *
 * <p>What stays unusual for 72 hours is the new usual: the baseline begins anew, so nothing alarms
 * for ever.
 */
final class AnomalyDetector {

  private static final long HOUR_MS = 3_600_000;
  private static final int GIVE_UP_HOURS = 72;

  /** No error counts for more, in scales. */
  private static final double GREATEST_ERROR = 10;

  /** No reading counts for more, so that sums and squares stay finite, also as floats. */
  private static final double GREATEST = 1e30;

  Baseline baseline = new Baseline();
  DetectorState track = new DetectorState();
  private boolean learnt;

  /** Whether the baseline has changed since it was asked last. */
  boolean hasLearnt() {
    boolean since = learnt;
    learnt = false;
    return since;
  }

  /** Event time of the newest reading. */
  long newest() {
    return track.newest;
  }

  /**
   * @param time milliseconds since 1970-01-01T00:00:00Z
   * @param reading finite; in the metric's unit
   * @param low lower limit, NaN for none
   * @param high upper limit, NaN for none
   * @return what it raises: nothing, nearly always
   */
  List<Alert> observe(long time, double reading, double low, double high) {
    if (time < track.newest || !Double.isFinite(reading)) {
      return List.of();
    }
    double value = Math.max(-GREATEST, Math.min(GREATEST, reading));
    Alert anomaly = anomaly(time, reading, value);
    double limit = track.limits.passed(time, value, low, high);
    track.newest = time;
    if (Double.isNaN(limit)) {
      return anomaly == null ? List.of() : List.of(anomaly);
    }
    Alert threshold = Alert.threshold(reading, limit, value - limit, track.limits.lasts());
    return anomaly == null ? List.of(threshold) : List.of(threshold, anomaly);
  }

  private Alert anomaly(long time, double reading, double value) {
    long hour = Math.floorDiv(time, HOUR_MS);
    if (track.hour.endsWith(hour)) {
      learn();
    }
    double expected = baseline.expected(time);
    double error = value - expected;
    if (!baseline.isWarm()) {
      track.hour.add(hour, error);
      return null;
    }
    double scale = baseline.scale();
    double inScales = Math.max(-GREATEST_ERROR, Math.min(GREATEST_ERROR, error / scale));
    track.hour.add(hour, inScales * scale);
    Severity severity = track.score.add(time, time - track.newest, inScales);
    return severity == null
        ? null
        : Alert.anomaly(
            severity, reading, expected, scale, track.score.value(), track.score.lasts());
  }

  private void learn() {
    learnt = true;
    track.hour.teach(baseline);
    if (track.score.countHour() >= GIVE_UP_HOURS) {
      baseline.forget();
      track.score.forget();
    }
  }
}
