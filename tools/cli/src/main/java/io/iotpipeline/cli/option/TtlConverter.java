package io.iotpipeline.cli.option;

import io.iotpipeline.producer.parse.DurationParser;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the time to live (TTL) of rows: a duration, or {@code none}. */
public final class TtlConverter implements ITypeConverter<TtlConverter.Ttl> {

  /**
   * A TTL that was given.
   *
   * @param duration null: rows do not expire
   */
  public record Ttl(Duration duration) {}

  /** Cassandra's limit, 20 years. */
  private static final Duration MAX = Duration.ofDays(7300);

  @Override
  public Ttl convert(String text) {
    if (text.equals("none")) {
      return new Ttl(null);
    }
    return DurationParser.parse(text)
        .filter(
            duration ->
                !duration.isZero() && isWholeSeconds(duration) && duration.compareTo(MAX) <= 0)
        .map(Ttl::new)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not a TTL: give a duration from 1s to %dd, for example 90s, 5m, 12h"
                            .formatted(text, MAX.toDays())
                        + " or 30d, or none"));
  }

  private static boolean isWholeSeconds(Duration duration) {
    return duration.equals(duration.truncatedTo(ChronoUnit.SECONDS));
  }
}
