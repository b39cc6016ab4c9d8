package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import io.iotpipeline.connect.cassandra.config.TextFormats;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/** The converters to all CQL types, with the formats of one topic. */
final class CqlConverters {

  private final Map<DataType, CqlConverter> simple;
  private final boolean allowMissingFields;

  /**
   * @param allowMissingFields whether a field of a user-defined type may be missing, and is then
   *     null
   */
  CqlConverters(TextFormats formats, boolean allowMissingFields) {
    this.allowMissingFields = allowMissingFields;
    TimeConverters times = new TimeConverters(formats);
    this.simple =
        Map.ofEntries(
            Map.entry(DataTypes.ASCII, TextConverters::toText),
            Map.entry(DataTypes.TEXT, TextConverters::toText),
            Map.entry(DataTypes.BOOLEAN, TextConverters::toBoolean),
            Map.entry(DataTypes.UUID, TextConverters::toUuid),
            Map.entry(DataTypes.TIMEUUID, TextConverters::toUuid),
            Map.entry(DataTypes.INET, TextConverters::toInetAddress),
            Map.entry(DataTypes.DURATION, TextConverters::toDuration),
            Map.entry(DataTypes.BLOB, value -> BlobConverter.toBytes(value, formats.binary())),
            Map.entry(DataTypes.TINYINT, NumberConverters::toByte),
            Map.entry(DataTypes.SMALLINT, NumberConverters::toShort),
            Map.entry(DataTypes.INT, NumberConverters::toInt),
            Map.entry(DataTypes.BIGINT, NumberConverters::toLong),
            Map.entry(DataTypes.COUNTER, NumberConverters::toLong),
            Map.entry(DataTypes.VARINT, NumberConverters::toBigInteger),
            Map.entry(DataTypes.DECIMAL, NumberConverters::toBigDecimal),
            Map.entry(DataTypes.FLOAT, NumberConverters::toFloat),
            Map.entry(DataTypes.DOUBLE, NumberConverters::toDouble),
            Map.entry(DataTypes.TIMESTAMP, times::toInstant),
            Map.entry(DataTypes.DATE, times::toDate),
            Map.entry(DataTypes.TIME, times::toTime));
  }

  /**
   * Returns the converter for a CQL type.
   *
   * @throws DataException if this connector does not support the type
   */
  CqlConverter to(DataType type) {
    CqlConverter converter = simple.get(type);
    if (converter != null) {
      return converter;
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
    if (type instanceof VectorType vector) {
      return CollectionConverters.vector(to(vector.getElementType()), vector.getDimensions());
    }
    if (type instanceof TupleType tuple) {
      return new TupleConverter(tuple, components(tuple.getComponentTypes()));
    }
    if (type instanceof UserDefinedType udt) {
      return new UdtConverter(udt, components(udt.getFieldTypes()), allowMissingFields);
    }
    throw new DataException(
        "this connector does not support columns of type " + type.asCql(false, true));
  }

  private List<Component> components(List<DataType> types) {
    return types.stream().map(type -> Component.of(type, to(type))).toList();
  }
}
