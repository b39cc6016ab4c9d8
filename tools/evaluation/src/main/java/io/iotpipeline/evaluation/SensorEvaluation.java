package io.iotpipeline.evaluation;

import io.iotpipeline.streamsapp.alert.Alert;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.alert.SensorDetectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Passes one metric of one sensor to the detectors of the streams app, and collects the alerts. */
final class SensorEvaluation {

  /**
   * An alert of the file.
   *
   * @param time time of the reading that raised it
   */
  record RaisedAlert(Instant time, Alert alert) {}

  private final String metric;
  private final SensorDetectors detectors = new SensorDetectors();
  private final List<RaisedAlert> alerts = new ArrayList<>();
  private Instant first;
  private Instant last;
  private long readings;

  SensorEvaluation(String metric) {
    this.metric = metric;
  }

  void add(Instant time, double value) {
    readings++;
    first = first == null || time.isBefore(first) ? time : first;
    last = last == null || time.isAfter(last) ? time : last;
    detectors.observe(metric, time.toEpochMilli(), value, AlertLimits.NONE).stream()
        .filter(alert -> alert.kind() == Alert.Kind.ANOMALY)
        .forEach(alert -> alerts.add(new RaisedAlert(time, alert)));
  }

  /** All alerts, in the order of the readings. */
  List<RaisedAlert> alerts() {
    return Collections.unmodifiableList(alerts);
  }

  /** Earliest time of a reading. */
  Instant first() {
    return first;
  }

  /** Latest time of a reading. */
  Instant last() {
    return last;
  }

  long readings() {
    return readings;
  }
}
