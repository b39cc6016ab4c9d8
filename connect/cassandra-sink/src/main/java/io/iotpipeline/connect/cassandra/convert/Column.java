package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.mapping.FieldSource;
import io.iotpipeline.connect.cassandra.mapping.RecordParts;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;

/**
 * A column of a table, or a variable of a query, and the source of its value.
 *
 * @param name in CQL, quoted where necessary
 * @param whenNull cell for a null field; a primary key column rejects null instead
 * @param allowMissing whether a missing field counts as null, and is not an error
 */
record Column(
    String name,
    DataType type,
    FieldSource source,
    CqlConverter converter,
    TypeCodec<Object> codec,
    boolean inPrimaryKey,
    ByteBuffer whenNull,
    boolean allowMissing) {

  /**
   * @throws DataException if the source or this connector cannot write the column's type
   */
  static Column of(
      CqlIdentifier name,
      DataType type,
      FieldSource source,
      boolean inPrimaryKey,
      TableConfig config) {
    if (source instanceof FieldSource.Now
        && !type.equals(DataTypes.TIMEUUID)
        && !type.equals(DataTypes.UUID)) {
      throw new DataException(
          "now() returns a timeuuid, but the column has type " + type.asCql(false, true));
    }
    boolean nullToUnset = config.nullToUnset() || type.equals(DataTypes.COUNTER);
    return new Column(
        name.asCql(true),
        type,
        source,
        new CqlConverters(config.formats(), config.allowMissingFields()).to(type),
        CodecRegistry.DEFAULT.codecFor(type),
        inPrimaryKey,
        nullToUnset ? Row.UNSET : null,
        config.allowMissingFields());
  }

  /**
   * @throws DataException naming the column and its source
   */
  ByteBuffer encode(RecordParts record, ProtocolVersion protocol) {
    try {
      Object value = read(record);
      if (value == null) {
        return encodeNull();
      }
      return codec.encode(converter.convert(value), protocol);
    } catch (DataException | IllegalArgumentException e) {
      throw new DataException("column " + name + " from " + source + ": " + e.getMessage(), e);
    }
  }

  private Object read(RecordParts record) {
    return allowMissing && source.isMissing(record) ? null : source.read(record);
  }

  private ByteBuffer encodeNull() {
    if (inPrimaryKey) {
      throw new DataException("the value is null, but the column is part of the primary key");
    }
    return whenNull;
  }

  /** Returns whether the source is null. A field that the record should have is not null. */
  boolean isNull(RecordParts record) {
    try {
      return read(record) == null;
    } catch (DataException noSuchField) {
      return false; // encode reports it
    }
  }

  /** Returns whether the column's value is made up for each write, so that it is never null. */
  boolean isGenerated() {
    return source instanceof FieldSource.Now;
  }
}
