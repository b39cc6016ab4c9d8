package io.iotpipeline.producer.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Splits one line into its cells. Lines are read one by one, so that a quote that is never closed
 * spoils its own line and not the rest of the file; a quoted cell therefore holds no line break.
 */
final class CsvLine {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

  private CsvLine() {}

  /** The cells without blanks about them, or empty when the quotes are broken. */
  static Optional<List<String>> split(String line) {
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
