package io.iotpipeline.gateway.sparkplug;

/** What the value of a metric is as a measurement, by its data type. */
final class DataTypes {

  private static final int INT8 = 1;
  private static final int INT16 = 2;
  private static final int INT32 = 3;
  private static final int INT64 = 4;
  private static final int UINT8 = 5;
  private static final int UINT16 = 6;
  private static final int UINT32 = 7;
  private static final int UINT64 = 8;
  private static final int FLOAT = 9;
  private static final int DOUBLE = 10;
  private static final int BOOLEAN = 11;

  private DataTypes() {}

  /**
   * The value as a double; true is 1. NaN if it is no number: a text, a time, bytes, a value of
   * another type than the metric has, or NaN itself.
   */
  static double measurement(int datatype, MetricValue value) {
    return switch (value.kind()) {
      case INTEGER -> integer(datatype, value.bits());
      case REAL -> real(datatype, Double.longBitsToDouble(value.bits()));
      case BOOLEAN -> datatype == BOOLEAN ? value.bits() : Double.NaN;
      case OTHER -> Double.NaN;
    };
  }

  /** Signed numbers are two's complement, in a field without sign. */
  private static double integer(int datatype, long bits) {
    return switch (datatype) {
      case INT8 -> (byte) bits;
      case INT16 -> (short) bits;
      case INT32 -> (int) bits;
      case INT64 -> bits;
      case UINT8 -> bits & 0xFF;
      case UINT16 -> bits & 0xFFFF;
      case UINT32 -> bits & 0xFFFF_FFFFL;
      case UINT64 -> unsigned(bits);
      default -> Double.NaN;
    };
  }

  private static double real(int datatype, double value) {
    boolean number = datatype == FLOAT || datatype == DOUBLE;
    return number && !Double.isInfinite(value) ? value : Double.NaN;
  }

  private static double unsigned(long bits) {
    // The lowest bit of a large number is kept for rounding, so that 2^64-1 is rounded once.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
