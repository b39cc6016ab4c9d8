package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvOptions;
import io.iotpipeline.producer.csv.CsvRow;
import io.iotpipeline.producer.csv.CsvRows;
import io.iotpipeline.schemas.VisibleText;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows how a CSV file is read and what would be sent. */
final class DryRun {

  private static final int SHOWN = 3;

  private final CsvFile csv;
  private final CsvOptions options;
  private final PrintWriter out;

  /** In the order of sending. */
  private final List<CsvRow.Reading> firstReadings = new ArrayList<>();

  private final List<CsvRow.Invalid> firstInvalid = new ArrayList<>();
  private final PossibleSentinels sentinels = new PossibleSentinels();
  private final FutureReadings future;
  private long readings;
  private long invalid;
  private Instant earliest = Instant.MAX;
  private Instant latest = Instant.MIN;

  /**
   * @param options by which the file was opened
   */
  DryRun(CsvFile csv, CsvOptions options, PrintWriter out) {
    this.csv = csv;
    this.options = options;
    this.out = out;
    this.future = new FutureReadings(InstantSource.system(), csv.layout().zone());
  }

  void print() {
    String missing = readAll();
    print("file", csv.name());
    new LayoutDescription(csv.layout()).entries().forEach(this::print);
    print(
        "sensor",
        options
            .sensorId()
            .or(options::sensorColumn)
            .orElse("? (set --sensor-column or --sensor-id)"));
    if (!missing.isEmpty()) {
      print("missing", missing);
    }
    LongFormatHint.of(csv.layout()).ifPresent(hint -> print("note", hint));
    sentinels.notes().forEach(note -> print("note", note));
    future.note().ifPresent(note -> print("note", note));
    if (readings > 0) {
      print("from", earliest.toString());
      print("to", latest.toString());
    }
    out.println();
    firstReadings.sort(Comparator.comparing(CsvRow.Reading::time));
    firstReadings.forEach(reading -> out.println(VisibleText.of(describe(reading))));
    if (readings > firstReadings.size()) {
      out.println("... " + (readings - firstReadings.size()) + " more");
    }
    firstInvalid.forEach(
        row ->
            out.println(
                VisibleText.of(
                    "rejected: line " + row.line() + ": " + row.reason() + ": " + row.text())));
    out.println();
    out.println(readings + " events would be sent, " + invalid + " rows rejected.");
    out.flush();
  }

  private String readAll() {
    try (CsvRows rows = csv.rows()) {
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        if (row.get() instanceof CsvRow.Reading reading) {
          add(reading);
        } else if (row.get() instanceof CsvRow.Invalid wrong) {
          invalid++;
          if (firstInvalid.size() < SHOWN) {
            firstInvalid.add(wrong);
          }
        }
      }
      return rows.missing().summary();
    }
  }

  private void add(CsvRow.Reading reading) {
    readings++;
    reading.measurements().forEach(sentinels::add);
    future.add(reading.time());
    earliest = earliest.isBefore(reading.time()) ? earliest : reading.time();
    latest = latest.isAfter(reading.time()) ? latest : reading.time();
    firstReadings.add(reading);
    if (firstReadings.size() > SHOWN) {
      firstReadings.sort(Comparator.comparing(CsvRow.Reading::time));
      firstReadings.remove(SHOWN);
    }
  }

  private void print(String name, String value) {
    out.printf("%-10s %s%n", name, VisibleText.of(value));
  }

  /** Seven digits are enough to recognize a value. */
  private static String text(double value) {
    double size = Math.abs(value);
    return size != 0 && (size < 1e-4 || size >= 1e12)
        ? String.valueOf(value)
        : new BigDecimal(value).round(new MathContext(7)).stripTrailingZeros().toPlainString();
  }

  private static String describe(CsvRow.Reading reading) {
    Map<String, Double> sorted = new TreeMap<>(reading.measurements());
    return sorted.entrySet().stream()
        .map(metric -> metric.getKey() + "=" + text(metric.getValue()))
        .collect(Collectors.joining(" ", reading.time() + "  " + reading.sensorId() + "  ", ""));
  }
}
