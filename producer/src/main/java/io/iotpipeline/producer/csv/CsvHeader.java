package io.iotpipeline.producer.csv;

import java.util.List;

/**
 * The header row of a CSV file.
 *
 * @param columns names of the columns, in the order of the file; a name can be empty
 */
public record CsvHeader(List<String> columns) {

  public CsvHeader {
    columns = List.copyOf(columns);
  }

  int size() {
    return columns.size();
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
    return "columns of the file: " + String.join(", ", columns);
  }
}
