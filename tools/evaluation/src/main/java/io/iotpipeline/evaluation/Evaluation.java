package io.iotpipeline.evaluation;

import io.iotpipeline.streamsapp.alert.Alert;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.alert.SensorDetectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs one metric of one sensor through the alerts of the app, in the order it is given. */
final class Evaluation {

  /** An alert and the time of its reading. */
  record Raised(Instant time, Alert alert) {}

  private final String metric;
  private final SensorDetectors watch = new SensorDetectors();
  private final List<Raised> raised = new ArrayList<>();
  private Instant first;
  private Instant last;
  private long readings;

  Evaluation(String metric) {
    this.metric = metric;
  }

  void add(Reading reading) {
    readings++;
    Instant time = reading.time();
    first = first == null || time.isBefore(first) ? time : first;
    last = last == null || time.isAfter(last) ? time : last;
    watch
        .observe(metric, time.toEpochMilli(), reading.value(), AlertLimits.NONE)
        .forEach(alert -> raised.add(new Raised(time, alert)));
  }

  List<Raised> raised() {
    return raised;
  }

  Instant first() {
    return first;
  }

  Instant last() {
    return last;
  }

  long readings() {
    return readings;
  }
}
