package io.iotpipeline.producer.options;

import io.iotpipeline.producer.parse.DurationParser;
import io.iotpipeline.producer.parse.TimeParser;
import java.time.Duration;
import java.time.Instant;
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

  /** A time in one of the formats of {@link TimeParser}. */
  public static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return TimeParser.parse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not a time; example: 2026-03-29T00:00:00Z"));
    }
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
