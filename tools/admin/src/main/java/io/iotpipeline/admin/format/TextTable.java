package io.iotpipeline.admin.format;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** A table of text whose columns are as wide as their widest cell. */
public final class TextTable {

  private static final String SEPARATOR = "  ";

  /** Length of the line before each row that is printed as lines. */
  private static final int RULE = 40;

  private final List<List<String>> lines = new ArrayList<>();

  public TextTable(List<String> header) {
    lines.add(header);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column of the header
   */
  public void add(List<String> cells) {
    lines.add(cells);
  }

  /** Number of rows, without the header. */
  public int size() {
    return lines.size() - 1;
  }

  public void print(PrintStream out) {
    print(out, 0);
  }

  /**
   * Prints the table, or, if it is wider than the terminal, each row as lines of name and value.
   *
   * @param columns width of the terminal; 0 for no limit
   */
  public void print(PrintStream out, int columns) {
    if (fits(columns) || size() == 0) {
      int[] widths = widths();
      lines.forEach(line -> out.println(padded(line, widths)));
    } else {
      printExpanded(out);
    }
  }

  /** Whether the table is not wider than the terminal; 0 for no limit. */
  public boolean fits(int columns) {
    int[] widths = widths();
    int width = IntStream.of(widths).sum() + (widths.length - 1) * SEPARATOR.length();
    return columns <= 0 || width <= columns;
  }

  /** The same table without a column; itself if it has no such column. */
  public TextTable without(String column) {
    int index = lines.get(0).indexOf(column);
    if (index < 0) {
      return this;
    }
    List<List<String>> rest = new ArrayList<>();
    for (List<String> line : lines) {
      List<String> cells = new ArrayList<>(line);
      cells.remove(index);
      rest.add(cells);
    }
    TextTable table = new TextTable(rest.get(0));
    rest.stream().skip(1).forEach(table::add);
    return table;
  }

  private int[] widths() {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    return widths;
  }

  private static String padded(List<String> line, int[] widths) {
    StringJoiner text = new StringJoiner(SEPARATOR);
    for (int i = 0; i < widths.length; i++) {
      text.add(line.get(i) + " ".repeat(widths[i] - width(line.get(i))));
    }
    return text.toString().stripTrailing();
  }

  private void printExpanded(PrintStream out) {
    List<String> header = lines.get(0);
    int nameWidth = header.stream().mapToInt(TextTable::width).max().orElse(0);
    for (int row = 1; row < lines.size(); row++) {
      out.println(
          "- " + row + " " + "-".repeat(Math.max(0, RULE - 3 - String.valueOf(row).length())));
      for (int i = 0; i < header.size(); i++) {
        out.println(
            header.get(i)
                + " ".repeat(nameWidth - width(header.get(i)))
                + SEPARATOR
                + lines.get(row).get(i));
      }
    }
  }

  /** Without the halves of a surrogate pair counted apart. */
  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
