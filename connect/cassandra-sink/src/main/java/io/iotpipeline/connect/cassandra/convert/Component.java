package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.data.SettableByIndex;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;

/** A component of a tuple, or a field of a user-defined type. */
record Component(CqlConverter converter, TypeCodec<Object> codec) {

  static Component of(DataType type, CqlConverter converter) {
    return new Component(converter, CodecRegistry.DEFAULT.codecFor(type));
  }

  /**
   * @param value may be null
   */
  <T extends SettableByIndex<T>> T set(T target, int position, Object value) {
    return value == null
        ? target.setToNull(position)
        : target.set(position, converter.convert(value), codec);
  }
}
