package io.iotpipeline.producer.csv;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/** The readings of the valid rows, in their order. */
final class ReadingsOfRows implements CsvReadings {

  private final CsvRows rows;
  private final Consumer<CsvRow.Invalid> invalid;
  private CsvRow.Reading next;

  /**
   * @param rows closed by {@link #close()}
   * @param invalid receives the other rows
   */
  ReadingsOfRows(CsvRows rows, Consumer<CsvRow.Invalid> invalid) {
    this.rows = rows;
    this.invalid = invalid;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      Optional<CsvRow> row = rows.next();
      if (row.isEmpty()) {
        return false;
      }
      if (row.get() instanceof CsvRow.Reading reading) {
        next = reading;
      } else if (row.get() instanceof CsvRow.Invalid wrong) {
        invalid.accept(wrong);
      }
    }
    return true;
  }

  @Override
  public CsvRow.Reading next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CsvRow.Reading reading = next;
    next = null;
    return reading;
  }

  @Override
  public void close() {
    rows.close();
  }
}
