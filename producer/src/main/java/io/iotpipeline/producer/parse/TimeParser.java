package io.iotpipeline.producer.parse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses times: ISO-8601 with {@code T} or a space between date and time, in UTC unless an offset
 * is given; or seconds or milliseconds since 1970-01-01T00:00:00Z. Rounds down to the millisecond.
 */
public final class TimeParser {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{0,15})?");

  /**
   * Smaller numbers are seconds (until the year 5138), greater ones are milliseconds (from March
   * 1973).
   */
  private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(100_000_000_000L);

  /** The year 5138 in milliseconds. Greater numbers are micro- or nanoseconds: not supported. */
  private static final BigDecimal MILLIS_BELOW = SECONDS_BELOW.movePointRight(3);

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeParser() {}

  /** Returns the time, or empty if the text has none of the supported formats. */
  public static Optional<Instant> parse(String text) {
    String stripped = text.strip();
    return NUMBER.matcher(stripped).matches() ? sinceEpoch(stripped) : iso(stripped);
  }

  private static Optional<Instant> sinceEpoch(String text) {
    BigDecimal number = new BigDecimal(text);
    BigDecimal magnitude = number.abs();
    if (magnitude.compareTo(MILLIS_BELOW) >= 0) {
      return Optional.empty();
    }
    BigDecimal millis = magnitude.compareTo(SECONDS_BELOW) < 0 ? number.movePointRight(3) : number;
    return Optional.of(
        Instant.ofEpochMilli(millis.setScale(0, RoundingMode.FLOOR).longValueExact()));
  }

  private static Optional<Instant> iso(String text) {
    try {
      TemporalAccessor time =
          ISO.parseBest(text.replaceFirst(" ", "T"), OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          time instanceof OffsetDateTime withOffset
              ? withOffset.toInstant()
              : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
      Instant truncated = instant.truncatedTo(ChronoUnit.MILLIS);
      return isInRange(truncated) ? Optional.of(truncated) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isInRange(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond()).abs().compareTo(SECONDS_BELOW) < 0;
  }
}
