package io.iotpipeline.producer.csv;

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
 * Reads times as files write them, to the millisecond below: ISO-8601 with {@code T} or a blank
 * between date and time, UTC unless an offset says otherwise; or seconds or milliseconds since
 * 1970.
 */
public final class TimeParser {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{0,15})?");

  /** Seconds stay below it until the year 5138, milliseconds were above it from March 1973 on. */
  private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(100_000_000_000L);

  /** The same year in milliseconds: greater numbers count something smaller, and are not read. */
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

  /** The time, or empty when the text is none. */
  public static Optional<Instant> parse(String text) {
    String stripped = text.strip();
    return NUMBER.matcher(stripped).matches() ? sinceEpoch(stripped) : iso(stripped);
  }

  private static Optional<Instant> sinceEpoch(String text) {
    BigDecimal number = new BigDecimal(text);
    BigDecimal size = number.abs();
    if (size.compareTo(MILLIS_BELOW) >= 0) {
      return Optional.empty();
    }
    BigDecimal millis = size.compareTo(SECONDS_BELOW) < 0 ? number.movePointRight(3) : number;
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
      return fits(truncated) ? Optional.of(truncated) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond()).abs().compareTo(SECONDS_BELOW) < 0;
  }
}
