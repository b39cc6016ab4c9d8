package io.iotpipeline.connect.notification;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * A record of {@code sensor-alerts}, as far as it is notified.
 *
 * @param time event time: of a start, when the condition began; of an end, when it ended
 * @param condition what the alert begins or ends
 * @param ends whether it ends the condition
 */
record SensorAlert(
    String sensor,
    Instant time,
    String metric,
    Condition condition,
    boolean ends,
    String severity,
    String detail) {

  /** What may be wrong with a sensor, and the kinds of records that begin and end it. */
  enum Condition {
    ANOMALY("SensorAnomaly", "ANOMALY", "ANOMALY_ENDED", "is unusual"),
    THRESHOLD("SensorThreshold", "THRESHOLD", "THRESHOLD_ENDED", "is beyond its limit"),
    SILENT("SensorSilent", "SILENT", "RESUMED", "is silent");

    private final String alertName;
    private final String begin;
    private final String end;
    private final String words;

    Condition(String alertName, String begin, String end, String words) {
      this.alertName = alertName;
      this.begin = begin;
      this.end = end;
      this.words = words;
    }

    String alertName() {
      return alertName;
    }
  }

  /** Names one condition of one sensor, of any severity. */
  record Key(String sensor, String metric, Condition condition) {}

  /** Empty if the fields are not those of an alert, or its kind is one of tomorrow. */
  static Optional<SensorAlert> of(Map<String, Object> fields) {
    String kind = text(fields, "kind");
    String sensor = text(fields, "sensor_id");
    if (sensor.isEmpty()) {
      return Optional.empty();
    }
    for (Condition condition : Condition.values()) {
      boolean ends = condition.end.equals(kind);
      if (ends || condition.begin.equals(kind)) {
        return time(text(fields, "event_time"))
            .map(
                time ->
                    new SensorAlert(
                        sensor,
                        time,
                        text(fields, "metric"),
                        condition,
                        ends,
                        text(fields, "severity"),
                        text(fields, "detail")));
      }
    }
    return Optional.empty();
  }

  Key key() {
    return new Key(sensor, metric, condition);
  }

  /** What happened, in a few words. */
  String summary() {
    String subject = metric.isEmpty() ? sensor : metric + " of " + sensor;
    if (!ends) {
      return subject + " " + condition.words;
    }
    return condition == Condition.SILENT
        ? subject + " is heard again"
        : subject + " no longer " + condition.words;
  }

  private static String text(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
