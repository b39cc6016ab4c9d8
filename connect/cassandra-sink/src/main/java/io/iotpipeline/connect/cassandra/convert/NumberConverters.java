package io.iotpipeline.connect.cassandra.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;

/**
 * Converts numbers, and text that contains a number, to CQL's numeric types. Integer types and
 * decimal require the exact value. Float and double take the nearest value to a decimal fraction,
 * reject a value outside their range, and reject a whole number that they cannot represent.
 *
 * <p>The time that a conversion takes is bounded: a number may have at most {@value #MAX_DIGITS}
 * digits, and no exponent is ever written out beyond them.
 */
final class NumberConverters {

  private static final int MAX_DIGITS = 10_000;
  private static final int MAX_BITS = (int) (MAX_DIGITS / Math.log10(2));

  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

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
    BigDecimal number = decimal(value, "a whole number");
    if (number.signum() == 0) {
      return BigInteger.ZERO;
    }
    long digits = integerDigits(number);
    if (digits > MAX_DIGITS) {
      throw tooManyDigits(value);
    }
    if (digits <= 0) {
      throw CqlConverter.mismatch(value, "a whole number");
    }
    try {
      return number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw CqlConverter.mismatch(value, "a whole number");
    }
  }

  static Object toBigDecimal(Object value) {
    return decimal(value, "a decimal number");
  }

  static Object toFloat(Object value) {
    if (value instanceof Float) {
      return value;
    }
    if (value instanceof Double || isNotFinite(value)) {
      double exact = (double) toDouble(value);
      float number = (float) exact;
      if (Float.isInfinite(number) && !Double.isInfinite(exact)) {
        throw CqlConverter.mismatch(value, "within the range of a float");
      }
      return number;
    }
    BigDecimal exact = decimal(value, "a number");
    float number = exact.floatValue();
    if (Float.isInfinite(number)) {
      throw CqlConverter.mismatch(value, "within the range of a float");
    }
    requireSameInteger(exact, number, value, "a float");
    return number;
  }

  static Object toDouble(Object value) {
    if (value instanceof Double) {
      return value;
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (isNotFinite(value)) {
      return Double.valueOf((String) value);
    }
    BigDecimal exact = decimal(value, "a number");
    double number = exact.doubleValue();
    if (Double.isInfinite(number)) {
      throw CqlConverter.mismatch(value, "within the range of a double");
    }
    requireSameInteger(exact, number, value, "a double");
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
    BigDecimal number = decimal(value, expected);
    long digits = integerDigits(number);
    // longValueExact would write out an exponent first.
    if (number.signum() != 0 && (digits <= 0 || digits > MAX_DIGITS)) {
      throw CqlConverter.mismatch(value, expected);
    }
    try {
      return number.signum() == 0 ? 0 : number.longValueExact();
    } catch (ArithmeticException e) {
      throw CqlConverter.mismatch(value, expected);
    }
  }

  /**
   * Returns the number.
   *
   * @throws DataException if it has too many digits to be written out
   */
  static Object bounded(Object value) {
    if (value instanceof BigDecimal number) {
      requireBounded(number.unscaledValue());
    } else if (value instanceof BigInteger number) {
      requireBounded(number);
    }
    return value;
  }

  /** Returns the number of digits before the decimal point; 0 or less for a fraction. */
  private static long integerDigits(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }

  private static long within(Object value, long min, long max, String expected) {
    long number = exactLong(value, expected);
    if (number < min || number > max) {
      throw CqlConverter.mismatch(value, expected);
    }
    return number;
  }

  private static boolean isNotFinite(Object value) {
    return NOT_FINITE.contains(value);
  }

  /**
   * Rejects a number that is written as an integer, with neither a decimal point nor an exponent,
   * and is none of the type's values.
   */
  private static void requireSameInteger(
      BigDecimal exact, double number, Object value, String type) {
    if (exact.scale() == 0 && exact.compareTo(new BigDecimal(number)) != 0) {
      throw CqlConverter.mismatch(value, "a whole number that " + type + " can represent");
    }
  }

  private static BigDecimal decimal(Object value, String expected) {
    bounded(value);
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof String text && text.length() > MAX_DIGITS) {
      throw tooManyDigits(value);
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

  private static void requireBounded(BigInteger number) {
    if (number.bitLength() > MAX_BITS) {
      throw new DataException("a number of more than " + MAX_DIGITS + " digits is not supported");
    }
  }

  private static DataException tooManyDigits(Object value) {
    return CqlConverter.mismatch(value, "a number of at most " + MAX_DIGITS + " digits");
  }
}
