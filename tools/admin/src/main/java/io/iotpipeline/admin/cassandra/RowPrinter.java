package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.text.TextTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Prints rows for people, as a table, or for programs, as one JSON object a line. */
public final class RowPrinter {

  private final PrintStream out;
  private final boolean json;

  public RowPrinter(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Prints a result; JSON leaves row by row, a table once its widths are known. */
  public void print(ResultSet rows) {
    if (json) {
      rows.forEach(row -> out.println(CqlText.line(CqlText.json(row))));
      return;
    }
    List<String> header =
        StreamSupport.stream(rows.getColumnDefinitions().spliterator(), false)
            .map(column -> column.getName().asInternal())
            .toList();
    if (header.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(header);
    rows.forEach(row -> table.add(cells(CqlText.json(row))));
    table.print(out);
    out.printf("(%d rows)%n", table.size());
  }

  private static List<String> cells(ObjectNode row) {
    List<String> cells = new ArrayList<>();
    row.forEach(value -> cells.add(CqlText.cell(value)));
    return cells;
  }
}
