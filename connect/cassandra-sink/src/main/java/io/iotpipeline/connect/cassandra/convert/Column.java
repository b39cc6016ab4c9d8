package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.iotpipeline.connect.cassandra.mapping.FieldSource;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A column of a table and the source of its value.
 *
 * @param name in CQL, quoted where necessary
 * @param whenNull cell for a null field; a primary key column rejects null instead
 */
record Column(
    String name,
    FieldSource source,
    CqlConverter converter,
    TypeCodec<Object> codec,
    boolean inPrimaryKey,
    ByteBuffer whenNull) {

  /**
   * @throws DataException if the source or this connector cannot write the column's type
   */
  static Column of(
      ColumnMetadata metadata, FieldSource source, boolean inPrimaryKey, boolean nullToUnset) {
    DataType type = metadata.getType();
    if (source instanceof FieldSource.Now
        && !type.equals(DataTypes.TIMEUUID)
        && !type.equals(DataTypes.UUID)) {
      throw new DataException(
          "now() returns a timeuuid, but the column has type " + type.asCql(false, true));
    }
    return new Column(
        metadata.getName().asCql(true),
        source,
        CqlConverter.to(type),
        CodecRegistry.DEFAULT.codecFor(type),
        inPrimaryKey,
        nullToUnset ? Row.UNSET : null);
  }

  /**
   * @throws DataException naming the column and its source
   */
  ByteBuffer encode(SinkRecord record, ProtocolVersion protocol) {
    try {
      Object value = source.read(record);
      if (value == null) {
        return encodeNull();
      }
      return codec.encode(converter.convert(value), protocol);
    } catch (DataException | IllegalArgumentException e) {
      throw new DataException("column " + name + " from " + source + ": " + e.getMessage(), e);
    }
  }

  private ByteBuffer encodeNull() {
    if (inPrimaryKey) {
      throw new DataException("the value is null, but the column is part of the primary key");
    }
    return whenNull;
  }

  /** Returns whether the source is null. A field that does not exist is not null. */
  boolean isNull(SinkRecord record) {
    try {
      return source.isNull(record);
    } catch (DataException noSuchField) {
      return false; // encode reports it
    }
  }
}
