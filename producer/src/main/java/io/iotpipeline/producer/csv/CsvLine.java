package io.iotpipeline.producer.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Splits one line into cells: commas, and {@code "} quotes. Each line is parsed separately, so an
 * unclosed quote affects its own line only. The price: a quoted cell cannot contain a line break.
 */
public final class CsvLine {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

  private CsvLine() {}

  /** Returns the cells without surrounding spaces, or empty if a quote is not closed. */
  public static Optional<List<String>> split(String line) {
    try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1
          ? Optional.of(records.get(0).stream().map(String::strip).toList())
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
