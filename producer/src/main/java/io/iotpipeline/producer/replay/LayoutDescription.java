package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvLayout;
import io.iotpipeline.producer.parse.NumberFormat;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words how a CSV file is read. */
final class LayoutDescription {

  private final CsvLayout layout;

  LayoutDescription(CsvLayout layout) {
    this.layout = layout;
  }

  /** For example {@code UTF-8, delimiter semicolon, decimal comma, times d.M.uuuu in Zeit}. */
  String line() {
    return layout.encoding()
        + ", delimiter "
        + delimiter()
        + ", decimal "
        + decimal()
        + ", times "
        + layout.timeFormat()
        + " in "
        + String.join(" and ", layout.timeColumns())
        + layout.zone().map(zone -> ", in time zone " + zone).orElse("")
        + (layout.ordered() ? "" : ", not in the order of time: sorted before they are sent")
        + (layout.leftOut().isEmpty() ? "" : ", without " + leftOut())
        + rowsBelow();
  }

  /** What was recognized, by its name. */
  Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("encoding", layout.encoding().toString());
    entries.put("delimiter", delimiter());
    entries.put("decimal", decimal());
    entries.put(
        "times", String.join(" and ", layout.timeColumns()) + ", format " + layout.timeFormat());
    layout.zone().ifPresent(zone -> entries.put("time zone", zone(zone)));
    entries.put("order", layout.ordered() ? "by time" : "not by time: sorted before sending");
    entries.put("header", "line " + layout.header().line() + rowsBelow());
    entries.put("metrics", String.join(", ", layout.metrics()));
    if (!layout.leftOut().isEmpty()) {
      entries.put("left out", leftOut());
    }
    return entries;
  }

  /** UTC is the default, which may be wrong. */
  private static String zone(ZoneId zone) {
    return zone.getId().equals("UTC")
        ? "UTC (assumed: the times have no offset; --time-zone changes it)"
        : zone.getId();
  }

  private String rowsBelow() {
    long describing = layout.firstLine() - layout.header().line() - 1;
    return describing > 0 ? "; the first values are in line " + layout.firstLine() : "";
  }

  private String leftOut() {
    return layout.leftOut().stream().collect(Collectors.joining(", ", "", " (no numbers)"));
  }

  private String delimiter() {
    return switch (layout.delimiter()) {
      case '\t' -> "tab";
      case ',' -> "comma";
      case ';' -> "semicolon";
      case ' ' -> "space";
      default -> String.valueOf(layout.delimiter());
    };
  }

  private String decimal() {
    return layout.numberFormat() == NumberFormat.POINT ? "point" : "comma";
  }
}
