package io.iotpipeline.producer.csv;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads measured values as files write them: decimal numbers, and true and false as 1 and 0. */
final class NumberParser {

  /** {@link Double#parseDouble} takes more: NaN, hexadecimal digits, a trailing d. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private NumberParser() {}

  /** The finite number, or empty when the text is none. */
  static OptionalDouble parse(String text) {
    if (text.equalsIgnoreCase("true")) {
      return OptionalDouble.of(1);
    }
    if (text.equalsIgnoreCase("false")) {
      return OptionalDouble.of(0);
    }
    if (!DECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
