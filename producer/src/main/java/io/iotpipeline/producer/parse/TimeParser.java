package io.iotpipeline.producer.parse;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parses times as all options write them: ISO-8601 with {@code T} or a space between date and time,
 * in UTC unless an offset is given; or seconds, milli-, micro- or nanoseconds since 1970. Rounds
 * down to the millisecond.
 */
public final class TimeParser {

  private TimeParser() {}

  /** Returns the time, or empty if the text has none of the supported formats. */
  public static Optional<Instant> parse(String text) {
    return Stream.of(TimeFormat.ISO, TimeFormat.EPOCH)
        .map(format -> format.parse(text.strip()))
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(time -> time.at(ZoneOffset.UTC));
  }
}
