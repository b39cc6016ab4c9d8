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
 * Turns a value as Connect holds it, with or without a schema, into the Java object that the
 * driver's own codec takes for one CQL type. Null stays null.
 */
@FunctionalInterface
public interface CqlConverter {

  /**
   * @param value not null
   * @throws DataException when the value has no faithful equal in the CQL type
   */
  Object convert(Object value);

  /**
   * @throws DataException when columns of the type cannot be written
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
    throw new DataException("this connector writes no columns of type " + type.asCql(false, true));
  }

  /** For a value of a kind that a type is never made from. */
  static DataException unfit(Object value, String wanted) {
    String text = value.toString();
    String shown = text.length() > 64 ? text.substring(0, 64) + "..." : text;
    return new DataException(
        value.getClass().getSimpleName() + " '" + shown + "' is not " + wanted);
  }

  /** The converters of the types without parameters. */
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
      throw unfit(value, "a text");
    }

    private static Object bool(Object value) {
      return switch (value.toString()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw unfit(value, "true or false");
      };
    }

    private static Object uuid(Object value) {
      if (value instanceof UUID) {
        return value;
      }
      // UUID.fromString takes shortened groups, which are no UUIDs: the length tells.
      if (value instanceof String text && text.length() == 36) {
        try {
          return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
          throw unfit(value, "a UUID");
        }
      }
      throw unfit(value, "a UUID");
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
        throw unfit(value, "bytes, or text in Base64");
      }
    }

    private static Object duration(Object value) {
      try {
        return CqlDuration.from(value.toString());
      } catch (RuntimeException e) {
        throw unfit(value, "a duration, as in 1h30m or PT1H30M");
      }
    }
  }
}
