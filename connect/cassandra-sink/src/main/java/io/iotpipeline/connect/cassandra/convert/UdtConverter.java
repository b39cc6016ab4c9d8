package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Converts a Struct or a map, by the names of its fields, or an array, by the order of its
 * elements, to a user-defined type. Values may be null. A field that the type does not have is an
 * error, because its value would be lost.
 *
 * @param allowMissingFields whether a field that the value does not have is null, and not an error
 */
record UdtConverter(UserDefinedType type, List<Component> fields, boolean allowMissingFields)
    implements CqlConverter {

  @Override
  public Object convert(Object value) {
    Map<String, Object> values = byName(value);
    UdtValue udt = type.newValue();
    for (int position = 0; position < fields.size(); position++) {
      udt = fields.get(position).set(udt, position, values.get(name(position)));
    }
    return udt;
  }

  private Map<String, Object> byName(Object value) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (value instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        values.put(field.name(), struct.get(field));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, field) -> values.put(String.valueOf(name), field));
    } else if (value instanceof Collection<?> array) {
      if (array.size() != fields.size()) {
        throw CqlConverter.mismatch(value, "an array of " + fields.size() + " elements");
      }
      Iterator<?> elements = array.iterator();
      type.getFieldNames().forEach(name -> values.put(name.asInternal(), elements.next()));
    } else {
      throw CqlConverter.mismatch(value, "a Struct, a map or an array");
    }
    requireSameFields(values.keySet());
    return values;
  }

  private void requireSameFields(Set<String> names) {
    List<String> own = type.getFieldNames().stream().map(CqlIdentifier::asInternal).toList();
    Set<String> unknown = new LinkedHashSet<>(names);
    unknown.removeAll(own);
    if (!unknown.isEmpty()) {
      throw new DataException("type " + type.getName().asCql(true) + " has no field " + unknown);
    }
    List<String> missing = new ArrayList<>(own);
    missing.removeAll(names);
    if (!missing.isEmpty() && !allowMissingFields) {
      throw new DataException(
          "the value has no field " + missing + " of type " + type.getName().asCql(true));
    }
  }

  private String name(int position) {
    return type.getFieldNames().get(position).asInternal();
  }
}
