package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.NumberFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What the cells of a column contain. Not thread-safe. */
final class ColumnContent {

  private final Map<NumberFormat, Long> numbers = new EnumMap<>(NumberFormat.class);
  private final Map<NumberFormat, String> onlyIn = new EnumMap<>(NumberFormat.class);
  private String ambiguous;
  private long present;

  void add(String cell) {
    present++;
    OptionalDouble withPoint = count(NumberFormat.POINT, cell);
    OptionalDouble withComma = count(NumberFormat.COMMA, cell);
    if (withPoint.isPresent() && withComma.isEmpty()) {
      onlyIn.putIfAbsent(NumberFormat.POINT, cell);
    } else if (withPoint.isEmpty() && withComma.isPresent()) {
      onlyIn.putIfAbsent(NumberFormat.COMMA, cell);
    } else if (!withPoint.equals(withComma) && cell.indexOf(',') >= 0) {
      ambiguous = cell;
    }
  }

  private OptionalDouble count(NumberFormat format, String cell) {
    OptionalDouble number = format.parse(cell);
    if (number.isPresent()) {
      numbers.merge(format, 1L, Long::sum);
    }
    return number;
  }

  /** Whether all of its cells are missing. */
  boolean isEmpty() {
    return present == 0;
  }

  /** Whether less than half of the cells that are not missing are numbers. */
  boolean isText(NumberFormat format) {
    return 2 * numbers.getOrDefault(format, 0L) < present;
  }

  /** Whether it can be a metric: at least half of the cells that are not missing are numbers. */
  boolean isNumeric(NumberFormat format) {
    return !isEmpty() && !isText(format);
  }

  boolean isText() {
    return isText(NumberFormat.POINT) && isText(NumberFormat.COMMA);
  }

  /** A cell that is a number in this format and not in the other; null if there is none. */
  String onlyIn(NumberFormat format) {
    return onlyIn.get(format);
  }

  /** A cell such as 1,023, which is one number or another; null if there is none. */
  String ambiguous() {
    return ambiguous;
  }
}
