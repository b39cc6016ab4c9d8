package io.iotpipeline.producer.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Splits a row into cells. Each row is parsed separately, so an unclosed quote affects its own row
 * only.
 */
public final class CsvSplitter {

  private final CSVFormat format;
  private final char quote;

  public CsvSplitter(char delimiter, char quote) {
    this.quote = quote;
    format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setQuote(quote)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(false)
            .setTrailingData(true)
            .get();
  }

  /** Whether a line can close a quote that is open before it. */
  boolean hasQuote(String line) {
    return line.indexOf(quote) >= 0;
  }

  /**
   * Returns the cells, or empty if a quote is not closed. Spaces around a cell do not belong to it,
   * those inside its quotes do.
   */
  public Optional<List<String>> split(String row) {
    try (CSVParser parser = CSVParser.parse(row, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? Optional.of(records.get(0).toList()) : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
