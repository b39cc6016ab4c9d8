package io.iotpipeline.admin.format;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A table of text whose columns are as wide as their widest cell. */
public final class TextTable {

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
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringJoiner text = new StringJoiner("  ");
      for (int i = 0; i < widths.length; i++) {
        text.add(line.get(i) + " ".repeat(widths[i] - line.get(i).length()));
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
