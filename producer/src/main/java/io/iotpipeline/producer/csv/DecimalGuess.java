package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.NumberFormat;
import io.iotpipeline.producer.text.CsvException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Finds out whether the numbers of a file have a decimal point or a decimal comma. */
final class DecimalGuess {

  private DecimalGuess() {}

  /**
   * @param values the columns with numbers
   * @throws CsvException if both are there, or if each number can be read in both ways
   */
  static NumberFormat of(List<ColumnContent> values) {
    Optional<String> withPoint = first(values, content -> content.onlyIn(NumberFormat.POINT));
    Optional<String> withComma = first(values, content -> content.onlyIn(NumberFormat.COMMA));
    if (withPoint.isPresent() && withComma.isPresent()) {
      throw new CsvException(
          "there are numbers with a decimal point ('"
              + withPoint.get()
              + "') and with a decimal comma ('"
              + withComma.get()
              + "'); set --decimal point or --decimal comma");
    }
    if (withComma.isPresent()) {
      return NumberFormat.COMMA;
    }
    Optional<String> ambiguous = first(values, ColumnContent::ambiguous);
    if (withPoint.isEmpty() && ambiguous.isPresent()) {
      throw new CsvException(
          "'"
              + ambiguous.get()
              + "' has a decimal comma or separates thousands; set --decimal comma or --decimal"
              + " point");
    }
    return NumberFormat.POINT;
  }

  private static Optional<String> first(
      List<ColumnContent> values, Function<ColumnContent, String> example) {
    return values.stream().map(example).filter(Objects::nonNull).findFirst();
  }
}
