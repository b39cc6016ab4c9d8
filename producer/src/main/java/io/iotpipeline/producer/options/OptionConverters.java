package io.iotpipeline.producer.options;

import io.iotpipeline.producer.csv.TimeParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What option values may look like. */
public final class OptionConverters {

  private OptionConverters() {}

  /** {@code 90s}, {@code 5m}, {@code 1h30m}. */
  public static final class OfDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        if (!duration.isZero() && !duration.isNegative()) {
          return duration;
        }
      } catch (DateTimeException e) {
        // told below, with what would be right
      }
      throw new TypeConversionException("'" + text + "' is no duration such as 90s, 5m or 1h30m");
    }
  }

  /** {@code 0.3%} or {@code 0.3}: percent, as a share from 0 to 1. */
  public static final class OfPercent implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double percent = Double.parseDouble(text.replaceFirst("%$", ""));
        if (percent >= 0 && percent <= 100) {
          return percent / 100;
        }
      } catch (NumberFormatException e) {
        // told below, with what would be right
      }
      throw new TypeConversionException("'" + text + "' is no percentage from 0% to 100%");
    }
  }

  /** A time in any of the forms of {@link TimeParser}. */
  public static final class OfInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return TimeParser.parse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is no time such as 2026-03-29T00:00:00Z"));
    }
  }

  /** A number from 0 up. */
  public static final class OfRate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double rate = Double.parseDouble(text);
        if (rate >= 0 && Double.isFinite(rate)) {
          return rate;
        }
      } catch (NumberFormatException e) {
        // told below, with what would be right
      }
      throw new TypeConversionException("'" + text + "' is no number from 0 up");
    }
  }
}
