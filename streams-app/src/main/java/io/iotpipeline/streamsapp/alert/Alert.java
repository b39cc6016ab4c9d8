package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.AlertSeverity;
import java.util.Locale;

/**
 * An alert that one reading raises.
 *
 * @param observed the reading, in the metric's unit
 * @param expected the expected reading, or the limit, in the metric's unit
 * @param score for an anomaly, the smoothed error of the last hours in usual deviations; for a
 *     threshold, the distance from the limit in the metric's unit
 * @param lasting whether the condition started with an earlier reading
 * @param detail description for people
 */
public record Alert(
    Kind kind,
    AlertSeverity severity,
    double observed,
    double expected,
    double score,
    boolean lasting,
    String detail) {

  /** What the reading was compared with: the expected reading or a fixed limit. */
  public enum Kind {
    ANOMALY,
    THRESHOLD,
    /** The readings are no longer unusual. */
    ANOMALY_ENDED,
    /** The readings were within the limits for an hour. */
    THRESHOLD_ENDED
  }

  static Alert anomaly(
      AlertSeverity severity,
      double observed,
      double expected,
      double scale,
      double score,
      boolean lasting) {
    String detail =
        String.format(
            Locale.ROOT,
            "%.6g, expected %.6g, usual deviation %.3g; the last hours are %.1f deviations %s%s",
            observed,
            expected,
            scale,
            Math.abs(score),
            score < 0 ? "too low" : "too high",
            lasting ? ", as before" : "");
    return new Alert(Kind.ANOMALY, severity, observed, expected, score, lasting, detail);
  }

  static Alert anomalyEnded(double observed, double expected, double score) {
    String detail =
        String.format(Locale.ROOT, "%.6g, expected %.6g: as usual again", observed, expected);
    return new Alert(
        Kind.ANOMALY_ENDED, AlertSeverity.INFO, observed, expected, score, false, detail);
  }

  /** After a reset of the baseline nothing is expected until it has learnt again. */
  static Alert anomalyReset(double observed) {
    String detail =
        String.format(
            Locale.ROOT, "%.6g: unusual for long, what is usual is learnt again", observed);
    return new Alert(Kind.ANOMALY_ENDED, AlertSeverity.INFO, observed, observed, 0, false, detail);
  }

  static Alert thresholdEnded(double observed, double limit) {
    String detail = String.format(Locale.ROOT, "%.6g: within the limits for an hour", observed);
    return new Alert(
        Kind.THRESHOLD_ENDED, AlertSeverity.INFO, observed, limit, observed - limit, false, detail);
  }

  static Alert threshold(double observed, double limit, double distance, boolean lasting) {
    String detail =
        String.format(
            Locale.ROOT,
            "%.6g is %s %.6g%s",
            observed,
            distance < 0 ? "below" : "above",
            limit,
            lasting ? ", as before" : "");
    return new Alert(
        Kind.THRESHOLD, AlertSeverity.CRITICAL, observed, limit, distance, lasting, detail);
  }
}
