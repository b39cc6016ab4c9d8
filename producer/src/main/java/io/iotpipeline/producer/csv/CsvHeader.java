package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.text.CsvException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header row of a CSV file.
 *
 * @param columns names of the columns, in the order of the file; a name can be empty
 * @param line number of its line, from 1
 */
public record CsvHeader(List<String> columns, long line) {

  public CsvHeader {
    columns = columns.stream().map(String::strip).toList();
  }

  int size() {
    return columns.size();
  }

  /** Whether a row repeats the header, as in files that were joined. */
  boolean isRepeatedBy(List<String> cells) {
    return CsvColumns.fits(cells, size())
        && cells.stream().map(String::strip).limit(size()).toList().equals(columns);
  }

  /**
   * Returns the index of a column, from 0.
   *
   * @param use what the column is needed for, for the error message: {@code time column}
   * @throws CsvException if no column or more than one column has this name
   */
  public int indexOf(String name, String use) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new CsvException(use + " '" + name + "' not found; " + columnList());
    }
    if (columns.lastIndexOf(name) != index) {
      throw new CsvException(use + " '" + name + "' is ambiguous; " + columnList());
    }
    return index;
  }

  String columnList() {
    return "columns of the file: "
        + columns.stream().filter(name -> !name.isEmpty()).collect(Collectors.joining(", "));
  }
}
