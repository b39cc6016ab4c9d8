package io.iotpipeline.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Items as CSV (RFC 4180). A field of an object in an object has a column of its own, {@code
 * readings.temperature.value}; a list is JSON in one column.
 *
 * <p>Texts come from devices. A spreadsheet takes a text that begins with =, +, -, @, a tab or a
 * line break for a formula, so such a text gets an apostrophe before it, as <a
 * href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP</a> says. Numbers stay.
 */
final class Csv {

  private static final String LINE_END = "\r\n";
  private static final int MAX_COLUMNS = 2_000;
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private Csv() {}

  /**
   * @throws ProblemException if there are more columns than a table can have
   */
  static String of(List<ObjectNode> items) {
    List<Map<String, JsonNode>> rows =
        items.stream()
            .map(
                item -> {
                  Map<String, JsonNode> row = new LinkedHashMap<>();
                  flatten("", item, row);
                  return row;
                })
            .toList();
    Set<String> columns = new LinkedHashSet<>();
    for (Map<String, JsonNode> row : rows) {
      columns.addAll(row.keySet());
      if (columns.size() > MAX_COLUMNS) {
        throw ProblemException.badRequest(
            "the items have more than %,d columns together; ask for fewer items, or for JSON or"
                    .formatted(MAX_COLUMNS)
                + " lines of JSON");
      }
    }
    StringBuilder csv = new StringBuilder();
    appendLine(csv, columns.stream().map(Csv::text).toList());
    rows.forEach(
        row -> appendLine(csv, columns.stream().map(column -> cell(row.get(column))).toList()));
    return csv.toString();
  }

  private static void appendLine(StringBuilder csv, List<String> cells) {
    csv.append(String.join(",", cells)).append(LINE_END);
  }

  private static void flatten(String prefix, ObjectNode object, Map<String, JsonNode> row) {
    object
        .properties()
        .forEach(
            field -> {
              String name = prefix + field.getKey();
              if (field.getValue() instanceof ObjectNode inner) {
                flatten(name + '.', inner, row);
              } else {
                row.put(name, field.getValue());
              }
            });
  }

  private static String cell(JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    if (value.isNumber() || value.isBoolean()) {
      return value.asText();
    }
    return text(value.isTextual() ? value.textValue() : Json.text(value));
  }

  private static String text(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    String safe = isFormula ? "'" + text : text;
    boolean needsQuotes =
        isFormula || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == ';' || c < ' ');
    return needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
