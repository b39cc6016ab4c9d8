package io.iotpipeline.gateway.sparkplug;

/**
 * The value of a metric as it is on the wire: what it means depends on the metric's data type.
 *
 * @param bits the integer, the bits of the double (a float is widened), or 1 for true
 */
record MetricValue(Kind kind, long bits) {

  enum Kind {
    INTEGER,
    REAL,
    BOOLEAN,
    /** A text, bytes, a data set or a template. */
    OTHER
  }

  static final MetricValue OTHER = new MetricValue(Kind.OTHER, 0);

  static MetricValue of(double value) {
    return new MetricValue(Kind.REAL, Double.doubleToRawLongBits(value));
  }

  static MetricValue of(boolean value) {
    return new MetricValue(Kind.BOOLEAN, value ? 1 : 0);
  }

  static MetricValue of(long value) {
    return new MetricValue(Kind.INTEGER, value);
  }
}
