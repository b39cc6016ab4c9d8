package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.type.TupleType;
import java.util.Collection;
import java.util.List;

/** Converts an array with one element for each component to a tuple. Elements may be null. */
record TupleConverter(TupleType type, List<Component> components) implements CqlConverter {

  @Override
  public Object convert(Object value) {
    Collection<?> elements = CollectionConverters.arrayOf(value);
    if (elements.size() != components.size()) {
      throw CqlConverter.mismatch(value, "an array of " + components.size() + " elements");
    }
    TupleValue tuple = type.newValue();
    int position = 0;
    for (Object element : elements) {
      tuple = components.get(position).set(tuple, position, element);
      position++;
    }
    return tuple;
  }
}
