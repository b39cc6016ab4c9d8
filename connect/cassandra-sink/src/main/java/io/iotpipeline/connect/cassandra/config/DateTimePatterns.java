package io.iotpipeline.connect.cassandra.config;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names and patterns of date and time formats, as the DataStax connector has them: {@code
 * CQL_TIMESTAMP}, {@code UNITS_SINCE_EPOCH}, a constant of {@link DateTimeFormatter}, or a pattern.
 * All of them reject a day that does not exist, for example 31 February.
 */
final class DateTimePatterns {

  static final String CQL_TIMESTAMP = "CQL_TIMESTAMP";
  private static final String UNITS_SINCE_EPOCH = "UNITS_SINCE_EPOCH";

  private static final Map<String, DateTimeFormatter> CONSTANTS =
      Map.ofEntries(
          Map.entry(CQL_TIMESTAMP, cqlTimestamp()),
          Map.entry("BASIC_ISO_DATE", DateTimeFormatter.BASIC_ISO_DATE),
          Map.entry("ISO_DATE", DateTimeFormatter.ISO_DATE),
          Map.entry("ISO_DATE_TIME", DateTimeFormatter.ISO_DATE_TIME),
          Map.entry("ISO_INSTANT", DateTimeFormatter.ISO_INSTANT),
          Map.entry("ISO_LOCAL_DATE", DateTimeFormatter.ISO_LOCAL_DATE),
          Map.entry("ISO_LOCAL_DATE_TIME", DateTimeFormatter.ISO_LOCAL_DATE_TIME),
          Map.entry("ISO_LOCAL_TIME", DateTimeFormatter.ISO_LOCAL_TIME),
          Map.entry("ISO_OFFSET_DATE", DateTimeFormatter.ISO_OFFSET_DATE),
          Map.entry("ISO_OFFSET_DATE_TIME", DateTimeFormatter.ISO_OFFSET_DATE_TIME),
          Map.entry("ISO_OFFSET_TIME", DateTimeFormatter.ISO_OFFSET_TIME),
          Map.entry("ISO_ORDINAL_DATE", DateTimeFormatter.ISO_ORDINAL_DATE),
          Map.entry("ISO_TIME", DateTimeFormatter.ISO_TIME),
          Map.entry("ISO_WEEK_DATE", DateTimeFormatter.ISO_WEEK_DATE),
          Map.entry("ISO_ZONED_DATE_TIME", DateTimeFormatter.ISO_ZONED_DATE_TIME),
          Map.entry("RFC_1123_DATE_TIME", DateTimeFormatter.RFC_1123_DATE_TIME));

  private DateTimePatterns() {}

  /**
   * Returns the format of a timestamp; empty for {@code UNITS_SINCE_EPOCH}.
   *
   * @throws IllegalArgumentException if the pattern is not valid
   */
  static Optional<DateTimeFormatter> timestamp(String pattern, Locale locale) {
    return pattern.equals(UNITS_SINCE_EPOCH)
        ? Optional.empty()
        : Optional.of(formatter(pattern, locale));
  }

  /**
   * @throws IllegalArgumentException if the pattern is not valid
   */
  static DateTimeFormatter formatter(String pattern, Locale locale) {
    DateTimeFormatter constant = CONSTANTS.get(pattern);
    return (constant == null ? ofPattern(pattern) : constant)
        .withLocale(locale)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static DateTimeFormatter ofPattern(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(withProlepticYears(pattern))
        .toFormatter(Locale.ROOT);
  }

  /**
   * Replaces the letter of the year of the era by that of the year, which needs no era, except in
   * literals and if the pattern has an era.
   */
  private static String withProlepticYears(String pattern) {
    if (pattern.contains("G")) {
      return pattern;
    }
    StringBuilder result = new StringBuilder();
    boolean isLiteral = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      isLiteral ^= c == '\'';
      result.append(c == 'y' && !isLiteral ? 'u' : c);
    }
    return result.toString();
  }

  /** A date, a time of day after {@code T} or a space, and an offset; only the date is required. */
  private static DateTimeFormatter cqlTimestamp() {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .appendOptional(afterSeparator('T'))
        .appendOptional(afterSeparator(' '))
        .appendOptional(offset("+HH:MM"))
        .appendOptional(offset("+HHMM"))
        .appendOptional(offset("+HH"))
        .toFormatter(Locale.ROOT);
  }

  private static DateTimeFormatter afterSeparator(char separator) {
    return new DateTimeFormatterBuilder()
        .appendLiteral(separator)
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .toFormatter(Locale.ROOT);
  }

  private static DateTimeFormatter offset(String pattern) {
    return new DateTimeFormatterBuilder().appendOffset(pattern, "Z").toFormatter(Locale.ROOT);
  }
}
