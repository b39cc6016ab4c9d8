package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.format.JsonValues;
import io.iotpipeline.admin.format.TextEscaper;
import io.iotpipeline.admin.format.TextTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Prints rows as a table for people or as one JSON object per line for programs. The table rounds
 * binary numbers. Both show text of devices with its invisible characters escaped.
 */
public final class RowPrinter {

  private final PrintStream out;
  private final int columns;
  private final boolean json;
  private List<String> dispensable = List.of();

  /**
   * @param columns width of the terminal, 0 for no limit: a table that is wider is printed as lines
   *     of name and value
   */
  public RowPrinter(PrintStream out, int columns, boolean json) {
    this.out = out;
    this.columns = columns;
    this.json = json;
  }

  /** Columns that are left out of a table, in this order, until it fits the terminal. */
  public RowPrinter leavingOut(String... names) {
    dispensable = List.of(names);
    return this;
  }

  /** Prints a result: JSON row by row, a table only when all rows have been read. */
  public void print(ResultSet rows) {
    print(rows, Integer.MAX_VALUE);
  }

  /**
   * Prints the newest rows.
   *
   * @param limit the number of rows that the query asked for, at most
   */
  public void print(ResultSet rows, int limit) {
    if (json) {
      rows.forEach(row -> out.println(TextEscaper.escapedJson(object(row).toString())));
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
    for (Row row : rows) {
      table.add(cells(object(row)));
    }
    List<String> leftOut = new ArrayList<>();
    for (String name : dispensable) {
      if (!table.fits(columns)) {
        table = table.without(name);
        leftOut.add(name);
      }
    }
    table.print(out, columns);
    out.print(table.size() == 1 ? "(1 row" : "(%,d rows".formatted(table.size()));
    if (table.size() == limit) {
      out.print("; --limit shows more");
    }
    out.println(
        leftOut.isEmpty() ? ")" : "; --json shows also " + String.join(", ", leftOut) + ")");
  }

  /** The columns in the order of the query. */
  private static ObjectNode object(Row row) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (ColumnDefinition column : row.getColumnDefinitions()) {
      object.set(column.getName().asInternal(), JsonValues.json(row.getObject(column.getName())));
    }
    return object;
  }

  private static List<String> cells(ObjectNode row) {
    List<String> cells = new ArrayList<>();
    row.forEach(
        value -> cells.add(TextEscaper.escaped(JsonValues.text(JsonValues.rounded(value)))));
    return cells;
  }
}
