package io.iotpipeline.connect.cassandra.convert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;

/**
 * Converts to CQL's timestamp, date and time: from ISO-8601 text, and from Connect's logical types
 * Timestamp, Date and Time, which are all {@link Date}s in UTC. A number is only accepted for a
 * timestamp, as milliseconds since 1970, because dates and times have no common unit.
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
        throw CqlConverter.mismatch(value, "a timestamp, for example 2026-01-31T12:00:00Z");
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
      throw CqlConverter.mismatch(value, "a date, for example 2026-01-31");
    }
  }

  static Object toTime(Object value) {
    if (value instanceof Date date) {
      return LocalTime.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }
    try {
      return LocalTime.parse(value.toString());
    } catch (DateTimeException e) {
      throw CqlConverter.mismatch(value, "a time of day, for example 12:00:00.000");
    }
  }
}
