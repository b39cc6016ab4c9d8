package io.iotpipeline.connect.cassandra.convert;

import io.iotpipeline.connect.cassandra.config.TextFormats;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Converts to CQL's timestamp, date and time: from text, and from Connect's logical types
 * Timestamp, Date and Time, which are all {@link Date}s in UTC. A number is only accepted for a
 * timestamp, because dates and times have no common unit. Not thread-safe.
 */
final class TimeConverters {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,32}");

  /** A date column has an unsigned number of days, 2³¹ of them before 1970. */
  private static final long MIN_DAY = Integer.MIN_VALUE;

  private static final long MAX_DAY = Integer.MAX_VALUE;

  private final TextFormats formats;
  private final String expectedNumber;

  /** The last date and its text: many consecutive records have the same one. */
  private String lastText;

  private LocalDate lastDate;

  TimeConverters(TextFormats formats) {
    this.formats = formats;
    this.expectedNumber = "a timestamp in " + formats.unit() + " since 1970";
  }

  Object toInstant(Object value) {
    if (value instanceof Date date) {
      return date.toInstant();
    }
    Instant instant = value instanceof String text ? ofText(text) : sinceEpoch(value);
    Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
    if (!millis.equals(instant) && !isFinerThanMillis()) {
      throw CqlConverter.mismatch(
          value,
          "a whole number of milliseconds, and the column holds milliseconds only."
              + " codec.unit=MICROSECONDS or NANOSECONDS cuts finer digits off");
    }
    try {
      long unused = millis.toEpochMilli();
    } catch (ArithmeticException e) {
      throw CqlConverter.mismatch(value, "within the range of a timestamp");
    }
    return millis;
  }

  Object toDate(Object value) {
    LocalDate date;
    if (value instanceof Date instant) {
      LocalDateTime time = LocalDateTime.ofInstant(instant.toInstant(), ZoneOffset.UTC);
      if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
        throw CqlConverter.mismatch(time, "a date: it has a time of day");
      }
      date = time.toLocalDate();
    } else {
      date = parseDate(value);
    }
    if (date.toEpochDay() < MIN_DAY || date.toEpochDay() > MAX_DAY) {
      throw CqlConverter.mismatch(value, "within the range of a date");
    }
    return date;
  }

  Object toTime(Object value) {
    if (value instanceof Date instant) {
      LocalDateTime time = LocalDateTime.ofInstant(instant.toInstant(), ZoneOffset.UTC);
      if (!time.toLocalDate().equals(LocalDate.EPOCH)) {
        throw CqlConverter.mismatch(time, "a time of day: it has a date");
      }
      return time.toLocalTime();
    }
    if (value instanceof String text) {
      try {
        return formats.time().parse(text, LocalTime::from);
      } catch (DateTimeException e) {
        throw CqlConverter.mismatch(value, "a time of day, for example 12:00:00.000");
      }
    }
    throw CqlConverter.mismatch(value, "a time of day, for example 12:00:00.000");
  }

  private LocalDate parseDate(Object value) {
    if (value instanceof String text) {
      if (text.equals(lastText)) {
        return lastDate;
      }
      try {
        lastDate = formats.date().parse(text, LocalDate::from);
        lastText = text;
        return lastDate;
      } catch (DateTimeException e) {
        throw CqlConverter.mismatch(value, "a date, for example 2026-01-31");
      }
    }
    throw CqlConverter.mismatch(value, "a date, for example 2026-01-31");
  }

  private boolean isFinerThanMillis() {
    return formats.unit().compareTo(TimeUnit.MILLISECONDS) < 0;
  }

  private Instant sinceEpoch(Object value) {
    long number = NumberConverters.exactLong(value, expectedNumber);
    try {
      return Instant.EPOCH.plus(number, formats.unit().toChronoUnit());
    } catch (DateTimeException | ArithmeticException e) {
      throw CqlConverter.mismatch(value, expectedNumber);
    }
  }

  /** Reads text in the format; a whole number that is none in the format, as the unit has it. */
  private Instant ofText(String text) {
    Optional<TemporalAccessor> parsed = formats.timestamp().flatMap(format -> parse(format, text));
    if (parsed.isPresent()) {
      return ofFields(text, parsed.get());
    }
    if (WHOLE_NUMBER.matcher(text).matches()) {
      return sinceEpoch(text);
    }
    throw CqlConverter.mismatch(text, "a timestamp, for example 2026-01-31T12:00:00Z");
  }

  private static Optional<TemporalAccessor> parse(DateTimeFormatter format, String text) {
    try {
      return Optional.of(format.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Instant ofFields(String text, TemporalAccessor parsed) {
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed);
    }
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      throw CqlConverter.mismatch(text, "a timestamp: it has no date");
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId stated = parsed.query(TemporalQueries.zone());
    return atZone(
        text,
        LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time),
        stated == null ? formats.timeZone() : stated);
  }

  private static Instant atZone(String text, LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw CqlConverter.mismatch(
          text,
          "one instant: in %s it occurs %s. State its offset"
              .formatted(zone, offsets.isEmpty() ? "never" : "twice"));
    }
    return local.toInstant(offsets.get(0));
  }
}
