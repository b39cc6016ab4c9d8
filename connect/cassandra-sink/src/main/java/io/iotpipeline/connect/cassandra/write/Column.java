package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.iotpipeline.connect.cassandra.config.FieldSource;
import io.iotpipeline.connect.cassandra.convert.CqlConverter;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A column and where its value comes from.
 *
 * @param whenNull what is written for a null field; a key column refuses it
 */
record Column(
    String name,
    FieldSource source,
    CqlConverter converter,
    TypeCodec<Object> codec,
    boolean inPrimaryKey,
    ByteBuffer whenNull) {

  static Column of(
      ColumnMetadata metadata, FieldSource source, boolean inPrimaryKey, boolean nullToUnset) {
    DataType type = metadata.getType();
    if (source instanceof FieldSource.Now
        && !type.equals(DataTypes.TIMEUUID)
        && !type.equals(DataTypes.UUID)) {
      throw new DataException("now() makes a timeuuid, and it is a " + type.asCql(false, true));
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
   * @throws DataException naming column and field
   */
  ByteBuffer encode(SinkRecord entry, ProtocolVersion protocol) {
    try {
      Object value = source.read(entry);
      if (value == null) {
        return nothing();
      }
      return codec.encode(converter.convert(value), protocol);
    } catch (DataException | IllegalArgumentException e) {
      throw new DataException("column " + name + " from " + source + ": " + e.getMessage(), e);
    }
  }

  /** Whether a record that says nothing else would delete the row: keys always say something. */
  boolean isVoid(SinkRecord entry) {
    try {
      return inPrimaryKey || source.isNull(entry);
    } catch (DataException noSuchField) {
      return false; // encode says so
    }
  }

  private ByteBuffer nothing() {
    if (inPrimaryKey) {
      throw new DataException("it is null, and the column is part of the primary key");
    }
    return whenNull;
  }
}
