package io.iotpipeline.cli.option;

import io.iotpipeline.producer.parse.DurationParser;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a point in time: an ISO-8601 instant, or a duration before now. */
final class SinceConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    return DurationParser.parse(text)
        .map(duration -> Instant.now().minus(duration))
        .orElseGet(() -> instant(text));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'%s' is not a time: give an instant, for example 2026-07-13T00:00:00Z, or a duration"
                  .formatted(text)
              + " before now, for example 90s, 5m, 2h or 7d");
    }
  }
}
