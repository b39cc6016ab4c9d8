package io.iotpipeline.producer.options;

import io.iotpipeline.producer.gateway.Via;
import io.iotpipeline.producer.parse.DurationParser;
import io.iotpipeline.producer.parse.TimeParser;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Convert option values, and reject invalid ones with a message that shows a valid value. */
public final class OptionConverters {

  private OptionConverters() {}

  /** A positive duration: {@code 90s}, {@code 5m}, {@code 1h30m}. */
  public static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return DurationParser.parse(text)
          .filter(duration -> !duration.isZero())
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not a positive duration; examples: 90s, 5m, 1h30m"));
    }
  }

  /** How to send. */
  public static final class ViaConverter implements ITypeConverter<Via> {
    @Override
    public Via convert(String text) {
      return Stream.of(Via.values())
          .filter(via -> via.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is not kafka, http or mqtt"));
    }
  }

  /** Percent, as {@code 0.3%} or {@code 0.3}. The result is a fraction from 0 to 1. */
  public static final class PercentConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double percent = Double.parseDouble(text.replaceFirst("%$", ""));
        if (percent >= 0 && percent <= 100) {
          return percent / 100;
        }
      } catch (NumberFormatException e) {
        // Reported below, together with numbers out of range.
      }
      throw new TypeConversionException("'" + text + "' is not a percentage from 0% to 100%");
    }
  }

  /** A time in one of the formats of {@link TimeParser}, a day in UTC, or a time before now. */
  public static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return DurationParser.parse(text)
          .map(duration -> Instant.now().minus(duration))
          .or(() -> isShort(text) ? Optional.empty() : TimeParser.parse(text))
          .or(() -> day(text).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()))
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is not a time; examples: 2026-03-29T00:00:00Z, 2026-03-29, or 90s, 2h"
                              .formatted(text)
                          + " or 7d before now"));
    }
  }

  /** Fewer digits than seconds since 1970 have: probably a duration without its unit. */
  private static boolean isShort(String text) {
    return text.matches("\\d{1,8}");
  }

  /** A day. */
  public static final class DayConverter implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      return day(text)
          .orElseThrow(
              () ->
                  new TypeConversionException("'" + text + "' is not a day; example: 2026-03-29"));
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A whole number from 1. */
  public static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return Math.toIntExact(count(text, Integer.MAX_VALUE));
    }
  }

  /** A whole number from 1, also a large one. */
  public static final class LongCountConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return count(text, Long.MAX_VALUE);
    }
  }

  private static long count(String text, long max) {
    if (!text.matches("0*[1-9]\\d*")) {
      throw new TypeConversionException("'" + text + "' is not a whole number from 1");
    }
    BigInteger count = new BigInteger(text);
    if (count.compareTo(BigInteger.valueOf(max)) > 0) {
      throw new TypeConversionException("%s is more than %d".formatted(text, max));
    }
    return count.longValueExact();
  }

  /** A finite number, 0 or greater. */
  public static final class RateConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double rate = Double.parseDouble(text);
        if (rate >= 0 && Double.isFinite(rate)) {
          return rate;
        }
      } catch (NumberFormatException e) {
        // Reported below, together with numbers out of range.
      }
      throw new TypeConversionException("'" + text + "' is not a number >= 0");
    }
  }
}
