package io.iotpipeline.evaluation;

import io.iotpipeline.evaluation.Evaluation.Raised;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tells what an evaluation raised: each alert, then each window, then what lies outside. */
final class Report {

  private static final Duration DAY = Duration.ofDays(1);

  private final List<Window> windows;
  private final PrintStream out;

  Report(List<Window> windows, PrintStream out) {
    this.windows = windows;
    this.out = out;
  }

  void print(String sensor, Evaluation evaluation) {
    print("%s: %,d readings", sensor, evaluation.readings());
    for (Raised each : evaluation.raised()) {
      String where = isOutside(each.time()) ? "" : "  in a window";
      print("  %s  %s  %s%s", each.time(), each.alert().severity(), each.alert().detail(), where);
    }
    windows.forEach(window -> print(window, evaluation.raised()));
    long outside = evaluation.raised().stream().filter(each -> isOutside(each.time())).count();
    double days = days(evaluation);
    String rate = days > 0 ? "%.2f a day".formatted(outside / days) : "no time to speak of";
    print("  alerts outside windows: %d in %.1f days, %s", outside, days, rate);
  }

  private void print(Window window, List<Raised> raised) {
    String found =
        raised.stream()
            .filter(each -> window.contains(each.time()))
            .findFirst()
            .map(each -> found(window, each))
            .orElse("not found");
    String before =
        raised.stream()
            .filter(each -> each.time().isBefore(window.begin()))
            .filter(each -> !each.time().isBefore(window.begin().minus(DAY)))
            .findFirst()
            .map(each -> ", an alert %.1f h before".formatted(-hours(window.begin(), each)))
            .orElse("");
    print("  window %s to %s: %s%s", window.begin(), window.end(), found, before);
  }

  /** An alert that began before the window is no finding of its own. */
  private static String found(Window window, Raised first) {
    boolean lasting = first.alert().lasting();
    return "%s %.1f h after it begins"
        .formatted(
            lasting ? "an earlier alert is told again" : "found", hours(window.begin(), first));
  }

  private boolean isOutside(Instant time) {
    return windows.stream().noneMatch(window -> window.contains(time));
  }

  private double days(Evaluation evaluation) {
    Duration outside = Duration.between(evaluation.first(), evaluation.last());
    for (Window window : windows) {
      outside = outside.minus(window.within(evaluation.first(), evaluation.last()));
    }
    return outside.toMillis() / (double) DAY.toMillis();
  }

  private static double hours(Instant from, Raised to) {
    return Duration.between(from, to.time()).toMillis() / 3_600_000.0;
  }

  private void print(String format, Object... args) {
    out.printf(Locale.ROOT, format + "%n", args);
  }
}
