package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.text.CsvException;
import io.iotpipeline.producer.text.CsvInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A CSV file of which is known how it is written. Its rows can be read several times. */
public final class CsvFile {

  private final CsvInput input;
  private final CsvOptions options;
  private final CsvLayout layout;

  private CsvFile(CsvInput input, CsvOptions options, CsvLayout layout) {
    this.input = input;
    this.options = options;
    this.layout = layout;
  }

  /**
   * Reads the whole file to recognize what the options leave open.
   *
   * @throws CsvException if something cannot be recognized with certainty; the message names the
   *     option to set
   * @throws UncheckedIOException if reading fails
   */
  public static CsvFile open(CsvInput input, CsvOptions options) {
    try {
      return new CsvFile(input, options, new LayoutFinder(input, options).find());
    } catch (IOException e) {
      throw failed(input, e);
    }
  }

  public String name() {
    return input.name();
  }

  public CsvLayout layout() {
    return layout;
  }

  /** The rows in the order of the file. The caller closes them. */
  public CsvRows rows() {
    MissingValues missing = new MissingValues(options.missing());
    try {
      return new CsvRows(
          new LayoutFinder(input, options).rows(layout),
          layout.header(),
          new CsvRowReader(layout, options, missing),
          missing);
    } catch (IOException e) {
      throw failed(input, e);
    }
  }

  /**
   * The readings of valid rows in the order of their times. A file in another order is sorted
   * first, which reads all of its rows. The caller closes the result.
   *
   * @param rows closed by the result
   * @param invalid receives the rows that are not valid
   */
  public CsvReadings byTime(CsvRows rows, Consumer<CsvRow.Invalid> invalid) {
    CsvReadings readings = new ReadingsOfRows(rows, invalid);
    if (layout.ordered()) {
      return readings;
    }
    try (readings) {
      return TimeSort.of(readings);
    }
  }

  private static UncheckedIOException failed(CsvInput input, IOException e) {
    return new UncheckedIOException("cannot read " + input.name() + ": " + e.getMessage(), e);
  }
}
