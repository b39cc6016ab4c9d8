package io.iotpipeline.connect.cassandra.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.errors.DataException;

/**
 * Converts numbers, and text that contains a number, to CQL's numeric types. Integer types and
 * decimal require the exact value. Float and double take the nearest value and reject a value
 * outside their range.
 */
final class NumberConverters {

  private NumberConverters() {}

  static Object toByte(Object value) {
    return (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "a tinyint");
  }

  static Object toShort(Object value) {
    return (short) within(value, Short.MIN_VALUE, Short.MAX_VALUE, "a smallint");
  }

  static Object toInt(Object value) {
    return (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
  }

  static Object toLong(Object value) {
    return exactLong(value, "a bigint");
  }

  static Object toBigInteger(Object value) {
    try {
      return decimal(value, "a whole number").toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw CqlConverter.mismatch(value, "a whole number");
    }
  }

  static Object toBigDecimal(Object value) {
    return decimal(value, "a decimal number");
  }

  static Object toFloat(Object value) {
    double exact = toDouble(value);
    float number = (float) exact;
    if (Float.isInfinite(number) && !Double.isInfinite(exact)) {
      throw CqlConverter.mismatch(value, "within the range of a float");
    }
    return number;
  }

  static double toDouble(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    double number = decimal(value, "a number").doubleValue();
    if (Double.isInfinite(number)) {
      throw CqlConverter.mismatch(value, "within the range of a double");
    }
    return number;
  }

  /**
   * @throws DataException if the value is not a whole number of 64 bits
   */
  static long exactLong(Object value, String expected) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    try {
      return decimal(value, expected).longValueExact();
    } catch (ArithmeticException e) {
      throw CqlConverter.mismatch(value, expected);
    }
  }

  private static long within(Object value, long min, long max, String expected) {
    long number = exactLong(value, expected);
    if (number < min || number > max) {
      throw CqlConverter.mismatch(value, expected);
    }
    return number;
  }

  private static BigDecimal decimal(Object value, String expected) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof Number || value instanceof String) {
      try {
        return new BigDecimal(value.toString());
      } catch (NumberFormatException e) {
        throw CqlConverter.mismatch(value, expected);
      }
    }
    throw CqlConverter.mismatch(value, expected);
  }
}
