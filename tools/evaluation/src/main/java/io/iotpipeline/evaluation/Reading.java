package io.iotpipeline.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** One row of the file: a sensor's value at a time. */
record Reading(String sensor, Instant time, double value) {

  /**
   * @throws java.time.DateTimeException when the time is none
   * @throws NumberFormatException when the value is none
   */
  static Reading of(String sensor, String time, String value) {
    return new Reading(sensor, time(time), Double.parseDouble(value));
  }

  /** Seconds since 1970, or a date and a time with a blank or a T between them, in UTC. */
  private static Instant time(String text) {
    if (text.indexOf('-', 1) < 0) {
      return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
    }
    String iso = text.replace(' ', 'T');
    return iso.endsWith("Z")
        ? Instant.parse(iso)
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
