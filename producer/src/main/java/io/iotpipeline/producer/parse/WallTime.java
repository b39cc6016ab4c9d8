package io.iotpipeline.producer.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A date and a time as they are written.
 *
 * @param offset the offset from UTC, if it is written; otherwise the time zone decides
 */
public record WallTime(LocalDateTime dateTime, Optional<ZoneOffset> offset) {

  /** Times from the year 1 to 9999. */
  private static final int LAST_YEAR = 9999;

  static WallTime utc(Instant time) {
    return new WallTime(LocalDateTime.ofInstant(time, ZoneOffset.UTC), Optional.of(ZoneOffset.UTC));
  }

  /**
   * Rounds down to the millisecond.
   *
   * @param assumed the offset if none is written
   * @return empty if the time is too far away
   */
  public Optional<Instant> at(ZoneOffset assumed) {
    if (dateTime.getYear() < 1 || dateTime.getYear() > LAST_YEAR) {
      return Optional.empty();
    }
    try {
      return Optional.of(dateTime.toInstant(offset.orElse(assumed)).truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
