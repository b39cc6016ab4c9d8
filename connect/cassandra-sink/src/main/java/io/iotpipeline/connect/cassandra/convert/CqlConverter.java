package io.iotpipeline.connect.cassandra.convert;

import org.apache.kafka.connect.errors.DataException;

/**
 * Converts a value of a Kafka record, with or without a schema, to the Java type that the driver's
 * codec for one CQL type accepts. The result is exact, or the value is rejected.
 */
@FunctionalInterface
interface CqlConverter {

  /**
   * @param value not null
   * @throws DataException if the CQL type cannot represent the value
   */
  Object convert(Object value);

  /** Returns the exception for a value that is not what the CQL type requires. */
  static DataException mismatch(Object value, String expected) {
    String text = value.toString();
    String shown = text.length() > 64 ? text.substring(0, 64) + "..." : text;
    return new DataException(
        value.getClass().getSimpleName() + " '" + shown + "' is not " + expected);
  }
}
