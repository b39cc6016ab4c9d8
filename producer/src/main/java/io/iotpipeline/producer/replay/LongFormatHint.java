package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recognizes by their names the columns of a file that has one value in a row: read without the
 * options for it, all values would be of one metric.
 */
final class LongFormatHint {

  private static final Set<String> VALUE =
      Set.of("_value", "value", "val", "reading", "state", "result", "wert", "messwert");

  private static final Set<String> METRIC =
      Set.of(
          "_field",
          "field",
          "metric",
          "metric_name",
          "measurement",
          "measure",
          "parameter",
          "param",
          "variable",
          "quantity",
          "property",
          "channel",
          "observed_property",
          "messgröße",
          "größe");

  private LongFormatHint() {}

  /** One sentence with the options to set, if the file probably needs them. */
  static Optional<String> of(CsvLayout layout) {
    Optional<String> value = only(layout.metrics(), VALUE);
    Optional<String> metric = only(layout.leftOut(), METRIC);
    return value.isEmpty() || metric.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "all values would be of one metric; if column %1$s names the metric, add"
                    .formatted(metric.get())
                + " --metric-column=%s --value-column=%s".formatted(metric.get(), value.get()));
  }

  private static Optional<String> only(List<String> columns, Set<String> names) {
    List<String> found =
        columns.stream().filter(each -> names.contains(each.toLowerCase(Locale.ROOT))).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
