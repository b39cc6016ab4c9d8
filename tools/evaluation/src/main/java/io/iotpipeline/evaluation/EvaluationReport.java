package io.iotpipeline.evaluation;

import io.iotpipeline.evaluation.SensorEvaluation.RaisedAlert;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Prints an evaluation: for each sensor all alerts, then the first alert of each failure window,
 * then the number of alerts outside of the windows.
 */
public final class EvaluationReport {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<FailureWindow> windows;
  private final PrintWriter out;

  /**
   * @param windows known failures; may be empty
   */
  public EvaluationReport(List<FailureWindow> windows, PrintWriter out) {
    this.windows = List.copyOf(windows);
    this.out = out;
  }

  public void print(AlertEvaluation evaluation) {
    if (evaluation.sensors().isEmpty()) {
      print("no valid readings");
    }
    evaluation.sensors().forEach(this::print);
    out.flush();
  }

  private void print(String sensorId, SensorEvaluation sensor) {
    print("%s: %,d readings", sensorId, sensor.readings());
    for (RaisedAlert raised : sensor.alerts()) {
      String where = isOutside(raised.time()) ? "" : "  in a window";
      print(
          "  %s  %s  %s%s",
          raised.time(), raised.alert().severity(), raised.alert().detail(), where);
    }
    windows.forEach(window -> print(window, sensor.alerts()));
    long outside = sensor.alerts().stream().filter(raised -> isOutside(raised.time())).count();
    double days = daysOutside(sensor);
    String rate = days > 0 ? "%.2f per day".formatted(outside / days) : "no rate";
    print("  alerts outside windows: %d in %.1f days, %s", outside, days, rate);
  }

  private void print(FailureWindow window, List<RaisedAlert> alerts) {
    String inside =
        alerts.stream()
            .filter(raised -> window.contains(raised.time()))
            .findFirst()
            .map(raised -> describeFirst(window, raised))
            .orElse("not found");
    String before =
        alerts.stream()
            .filter(raised -> raised.time().isBefore(window.begin()))
            .filter(raised -> !raised.time().isBefore(window.begin().minus(DAY)))
            .findFirst()
            .map(raised -> ", an alert %.1f h before".formatted(-hours(window.begin(), raised)))
            .orElse("");
    print("  window %s to %s: %s%s", window.begin(), window.end(), inside, before);
  }

  /** A repetition of an alert that began before the window does not count as found. */
  private static String describeFirst(FailureWindow window, RaisedAlert first) {
    String what = first.alert().lasting() ? "an earlier alert is repeated" : "found";
    return "%s %.1f h after its start".formatted(what, hours(window.begin(), first));
  }

  private boolean isOutside(Instant time) {
    return windows.stream().noneMatch(window -> window.contains(time));
  }

  private double daysOutside(SensorEvaluation sensor) {
    Duration outside = Duration.between(sensor.first(), sensor.last());
    for (FailureWindow window : windows) {
      outside = outside.minus(window.overlap(sensor.first(), sensor.last()));
    }
    return outside.toMillis() / (double) DAY.toMillis();
  }

  private static double hours(Instant from, RaisedAlert to) {
    return Duration.between(from, to.time()).toMillis() / (double) HOUR.toMillis();
  }

  private void print(String format, Object... args) {
    out.printf(Locale.ROOT, format + "%n", args);
  }
}
