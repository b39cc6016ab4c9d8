package io.iotpipeline.producer.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds numbers that probably stand for a missing value: those that loggers and weather services
 * write for it, if they are far from all other values of the metric.
 */
final class PossibleSentinels {

  private static final Set<Double> USUAL =
      Set.of(
          -99.0, -99.9, -127.0, -200.0, -999.0, -999.9, -9999.0, -9999.9, -99999.0, -32768.0, 999.0,
          999.9, 9999.0, 9999.9, 99999.0, 32767.0, 65535.0);

  /** How many times greater a sentinel is than the values. */
  private static final double DISTANCE = 2;

  private static final class Values {
    private final Map<Double, Long> usual = new TreeMap<>();
    private double largestOther;

    void add(double value) {
      if (USUAL.contains(value)) {
        usual.merge(value, 1L, Long::sum);
      } else {
        largestOther = Math.max(largestOther, Math.abs(value));
      }
    }
  }

  private final Map<String, Values> metrics = new TreeMap<>();

  void add(String metric, double value) {
    metrics.computeIfAbsent(metric, name -> new Values()).add(value);
  }

  /** One sentence for each such number of each metric. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    metrics.forEach(
        (metric, values) ->
            values.usual.forEach(
                (value, count) -> {
                  if (Math.abs(value) >= DISTANCE * values.largestOther) {
                    notes.add(note(metric, value, count));
                  }
                }));
    return notes;
  }

  private static String note(String metric, double value, long count) {
    String text = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    return "%s is %s in %d rows; if that means no value, add --missing=%s"
        .formatted(metric, text, count, text);
  }
}
