package io.iotpipeline.gateway.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * The fields {@code event_time} and {@code event_time_unit}, in any order. Times are rounded down
 * to the millisecond.
 */
final class EventTime {

  private static final String EXPECTED =
      "; expected ISO-8601 with an offset, such as \"2026-01-31T12:00:00Z\", or a number";

  /** More than any time needs; bounds the work for numbers like 1e999999999. */
  private static final int MAX_DIGITS = 40;

  private String text;
  private BigDecimal number;
  private long whole;
  private boolean isWhole;

  /** Power of ten that makes a number milliseconds. */
  private int power;

  private boolean hasUnit;
  private long epochMs;

  /** Reads the value; returns the problem, or null. */
  String read(JsonParser parser, JsonToken value) throws IOException {
    if (text != null || number != null || isWhole) {
      return "event_time is there twice";
    }
    switch (value) {
      case VALUE_STRING -> text = parser.getText();
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          number = BigDecimal.ZERO;
          return "event_time is out of range";
        }
        whole = parser.getLongValue();
        isWhole = true;
      }
      case VALUE_NUMBER_FLOAT -> {
        number = parser.getDecimalValue();
        if (Math.abs(number.scale()) > MAX_DIGITS) {
          number = BigDecimal.ZERO;
          return "event_time is out of range";
        }
      }
      default -> {
        number = BigDecimal.ZERO;
        return "event_time is " + EventFields.describe(value) + EXPECTED;
      }
    }
    return null;
  }

  /** Reads the unit; returns the problem, or null. */
  String readUnit(JsonParser parser, JsonToken value) throws IOException {
    if (hasUnit) {
      return "event_time_unit is there twice";
    }
    hasUnit = true;
    String unit = value == JsonToken.VALUE_STRING ? parser.getText() : EventFields.describe(value);
    switch (unit) {
      case "s" -> power = 3;
      case "ms" -> power = 0;
      case "us" -> power = -3;
      case "ns" -> power = -6;
      default -> {
        return "event_time_unit is " + EventFields.quoted(unit) + "; expected s, ms, us or ns";
      }
    }
    return null;
  }

  /** Computes the time, when all fields are read; returns the problem, or null. */
  String problem() {
    try {
      if (text != null) {
        if (hasUnit) {
          return "event_time_unit is for numbers; event_time is a string";
        }
        long fast = IsoTime.epochMs(text);
        epochMs =
            fast == IsoTime.OTHER ? OffsetDateTime.parse(text).toInstant().toEpochMilli() : fast;
      } else if (isWhole) {
        epochMs =
            switch (power) {
              case 3 -> Math.multiplyExact(whole, 1000L);
              case -3 -> Math.floorDiv(whole, 1000L);
              case -6 -> Math.floorDiv(whole, 1_000_000L);
              default -> whole;
            };
      } else if (number != null) {
        epochMs = number.movePointRight(power).setScale(0, RoundingMode.FLOOR).longValueExact();
      } else {
        return "event_time is missing";
      }
      return null;
    } catch (DateTimeException e) {
      return "event_time is " + EventFields.quoted(text) + EXPECTED;
    } catch (ArithmeticException e) {
      return "event_time is out of range";
    }
  }

  /** Milliseconds since 1970. */
  long epochMs() {
    return epochMs;
  }
}
