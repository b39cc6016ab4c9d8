package io.iotpipeline.producer.parse;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How numbers are written: with a decimal point or with a decimal comma. Thousands can be separated
 * by the other of the two, by spaces or by apostrophes, in groups of three digits. {@code true} and
 * {@code false} are 1 and 0.
 */
public enum NumberFormat {
  POINT('.', ','),
  COMMA(',', '.');

  private static final String SPACES_AND_APOSTROPHES = " '\u00a0\u2009\u202f\u2019";
  private static final char MINUS_SIGN = '\u2212';

  private final char decimal;
  private final Pattern plain;
  private final Pattern grouped;

  NumberFormat(char decimal, char group) {
    this.decimal = decimal;
    String point = "\\" + decimal;
    String exponent = "([eE][+-]?\\d+)?";
    plain = Pattern.compile("[+-]?(\\d+" + point + "?\\d*|" + point + "\\d+)" + exponent);
    String separator = "([\\" + group + SPACES_AND_APOSTROPHES + "])";
    grouped =
        Pattern.compile(
            "[+-]?\\d{1,3}" + separator + "\\d{3}(\\1\\d{3})*(" + point + "\\d*)?" + exponent);
  }

  /** Returns the finite number, or empty if the text is not one. */
  public OptionalDouble parse(String text) {
    if (text.equalsIgnoreCase("true")) {
      return OptionalDouble.of(1);
    }
    if (text.equalsIgnoreCase("false")) {
      return OptionalDouble.of(0);
    }
    String signed = text.replace(MINUS_SIGN, '-');
    if (plain.matcher(signed).matches()) {
      return finite(signed);
    }
    Matcher groups = grouped.matcher(signed);
    return groups.matches() ? finite(signed.replace(groups.group(1), "")) : OptionalDouble.empty();
  }

  private OptionalDouble finite(String digits) {
    double value = Double.parseDouble(digits.replace(decimal, '.'));
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
