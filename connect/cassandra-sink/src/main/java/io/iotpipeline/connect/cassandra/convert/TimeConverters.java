package io.iotpipeline.connect.cassandra.convert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;

/**
 * Times to CQL's times: from Connect's logical types Timestamp, Date and Time, which are all {@link
 * Date}s read in UTC, and from ISO-8601 texts. A number is a time only as milliseconds of a
 * timestamp: for dates and times there is no unit that everyone means.
 */
final class TimeConverters {

  private TimeConverters() {}

  static Object toInstant(Object value) {
    if (value instanceof Date date) {
      return date.toInstant();
    }
    if (value instanceof String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw CqlConverter.unfit(value, "a timestamp, as in 2026-01-31T12:00:00Z");
      }
    }
    return Instant.ofEpochMilli(
        NumberConverters.exactLong(value, "a timestamp in milliseconds since 1970"));
  }

  static Object toDate(Object value) {
    if (value instanceof Date date) {
      return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    try {
      return LocalDate.parse(value.toString());
    } catch (DateTimeException e) {
      throw CqlConverter.unfit(value, "a date, as in 2026-01-31");
    }
  }

  static Object toTime(Object value) {
    if (value instanceof Date date) {
      return LocalTime.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    try {
      return LocalTime.parse(value.toString());
    } catch (DateTimeException e) {
      throw CqlConverter.unfit(value, "a time of day, as in 12:00:00.000");
    }
  }
}
