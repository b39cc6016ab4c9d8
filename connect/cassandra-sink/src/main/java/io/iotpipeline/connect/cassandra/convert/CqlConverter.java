package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.errors.DataException;

/**
 * Converts a value of a Kafka record, with or without a schema, to the Java type that the driver's
 * codec for one CQL type accepts.
 */
@FunctionalInterface
interface CqlConverter {

  /**
   * @param value not null
   * @throws DataException if the CQL type cannot represent the value
   */
  Object convert(Object value);

  /**
   * Returns the converter for a CQL type.
   *
   * @throws DataException if this connector does not support the type
   */
  static CqlConverter to(DataType type) {
    CqlConverter simple = Simple.BY_TYPE.get(type);
    if (simple != null) {
      return simple;
    }
    if (type instanceof ListType list) {
      return CollectionConverters.list(to(list.getElementType()));
    }
    if (type instanceof SetType set) {
      return CollectionConverters.set(to(set.getElementType()));
    }
    if (type instanceof MapType map) {
      return CollectionConverters.map(to(map.getKeyType()), to(map.getValueType()));
    }
    throw new DataException(
        "this connector does not support columns of type " + type.asCql(false, true));
  }

  /** Returns the exception for a value that is not what the CQL type requires. */
  static DataException mismatch(Object value, String expected) {
    String text = value.toString();
    String shown = text.length() > 64 ? text.substring(0, 64) + "..." : text;
    return new DataException(
        value.getClass().getSimpleName() + " '" + shown + "' is not " + expected);
  }

  /** The converters of all types that are not collections. */
  final class Simple {

    private static final Map<DataType, CqlConverter> BY_TYPE =
        Map.ofEntries(
            Map.entry(DataTypes.ASCII, Simple::text),
            Map.entry(DataTypes.TEXT, Simple::text),
            Map.entry(DataTypes.BOOLEAN, Simple::bool),
            Map.entry(DataTypes.UUID, Simple::uuid),
            Map.entry(DataTypes.TIMEUUID, Simple::uuid),
            Map.entry(DataTypes.BLOB, Simple::blob),
            Map.entry(DataTypes.DURATION, Simple::duration),
            Map.entry(DataTypes.TINYINT, NumberConverters::toByte),
            Map.entry(DataTypes.SMALLINT, NumberConverters::toShort),
            Map.entry(DataTypes.INT, NumberConverters::toInt),
            Map.entry(DataTypes.BIGINT, NumberConverters::toLong),
            Map.entry(DataTypes.VARINT, NumberConverters::toBigInteger),
            Map.entry(DataTypes.DECIMAL, NumberConverters::toBigDecimal),
            Map.entry(DataTypes.FLOAT, NumberConverters::toFloat),
            Map.entry(DataTypes.DOUBLE, NumberConverters::toDouble),
            Map.entry(DataTypes.TIMESTAMP, TimeConverters::toInstant),
            Map.entry(DataTypes.DATE, TimeConverters::toDate),
            Map.entry(DataTypes.TIME, TimeConverters::toTime));

    private Simple() {}

    private static Object text(Object value) {
      if (value instanceof CharSequence
          || value instanceof Number
          || value instanceof Boolean
          || value instanceof UUID) {
        return value.toString();
      }
      throw mismatch(value, "text");
    }

    private static Object bool(Object value) {
      return switch (value.toString()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw mismatch(value, "true or false");
      };
    }

    private static Object uuid(Object value) {
      if (value instanceof UUID) {
        return value;
      }
      // UUID.fromString also accepts shortened groups, which are not valid UUIDs.
      if (value instanceof String text && text.length() == 36) {
        try {
          return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
          throw mismatch(value, "a UUID");
        }
      }
      throw mismatch(value, "a UUID");
    }

    private static Object blob(Object value) {
      if (value instanceof byte[] bytes) {
        return ByteBuffer.wrap(bytes);
      }
      if (value instanceof ByteBuffer) {
        return value;
      }
      try {
        return ByteBuffer.wrap(Base64.getDecoder().decode(value.toString()));
      } catch (IllegalArgumentException e) {
        throw mismatch(value, "bytes or Base64 text");
      }
    }

    private static Object duration(Object value) {
      try {
        return CqlDuration.from(value.toString());
      } catch (RuntimeException e) {
        throw mismatch(value, "a duration, for example 1h30m or PT1H30M");
      }
    }
  }
}
