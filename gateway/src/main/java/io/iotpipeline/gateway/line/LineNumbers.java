package io.iotpipeline.gateway.line;

/** Values of fields that are not texts. */
final class LineNumbers {

  private LineNumbers() {}

  /**
   * @param field for the message
   * @param text a float, an integer with {@code i}, an unsigned integer with {@code u}, or a
   *     boolean
   */
  static double value(String field, String text) throws LineSyntaxException {
    switch (text) {
      case "t", "T", "true", "True", "TRUE" -> {
        return 1;
      }
      case "f", "F", "false", "False", "FALSE" -> {
        return 0;
      }
      default -> {
        return number(field, text);
      }
    }
  }

  private static double number(String field, String text) throws LineSyntaxException {
    try {
      if (text.endsWith("i")) {
        return Long.parseLong(text.substring(0, text.length() - 1));
      }
      if (text.endsWith("u")) {
        return unsigned(Long.parseUnsignedLong(text.substring(0, text.length() - 1)));
      }
      // Double.parseDouble also takes 1d, 0x1p3 and NaN.
      if (text.chars().allMatch(LineNumbers::isOfDecimal)) {
        double value = Double.parseDouble(text);
        if (!Double.isInfinite(value)) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // the message below
    }
    throw new LineSyntaxException(
        "field %s is %s; expected a number, a boolean, or a text in quotes"
            .formatted(LineParser.quoted(field), LineParser.quoted(text)));
  }

  private static boolean isOfDecimal(int character) {
    return (character >= '0' && character <= '9') || "+-.eE".indexOf(character) >= 0;
  }

  private static double unsigned(long bits) {
    double half = bits >>> 1; // as a signed number it is positive
    return bits >= 0 ? bits : half * 2 + (bits & 1);
  }
}
