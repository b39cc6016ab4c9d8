package io.iotpipeline.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A CSV file with a header and without quotes, read row by row. */
final class Columns {

  private final BufferedReader in;
  private final List<String> header;
  private List<String> row = List.of();

  Columns(BufferedReader in) throws IOException {
    this.in = in;
    String first = in.readLine();
    if (first == null) {
      throw new IllegalArgumentException("the file is empty: a header row is needed");
    }
    this.header = cells(first);
  }

  /** Moves on to the next row; false at the end. */
  boolean next() throws IOException {
    String line = in.readLine();
    row = line == null ? List.of() : cells(line);
    return line != null;
  }

  /**
   * Where a column stands.
   *
   * @throws IllegalArgumentException naming the columns that exist
   */
  int index(String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the file has no column '" + name + "'; its columns are " + String.join(", ", header));
    }
    return index;
  }

  /** A cell of the row; empty when the row ends before it. */
  String cell(int index) {
    return index < row.size() ? row.get(index) : "";
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
  }
}
