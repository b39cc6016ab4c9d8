package io.iotpipeline.producer.parse;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Parses measured values: decimal numbers, and {@code true} and {@code false} as 1 and 0. */
public final class NumberParser {

  /** {@link Double#parseDouble} also accepts NaN, hexadecimal digits and a trailing d. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private NumberParser() {}

  /** Returns the finite number, or empty if the text is not one. */
  public static OptionalDouble parse(String text) {
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
