package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.data.CqlVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/** Converts Connect's arrays and maps to CQL's collections and vectors, which have no nulls. */
final class CollectionConverters {

  private CollectionConverters() {}

  static CqlConverter list(CqlConverter elements) {
    return value -> {
      List<Object> list = new ArrayList<>();
      arrayOf(value).forEach(element -> list.add(convertElement(element, elements)));
      return list;
    };
  }

  static CqlConverter set(CqlConverter elements) {
    return value -> {
      LinkedHashSet<Object> set = new LinkedHashSet<>();
      arrayOf(value).forEach(element -> set.add(convertElement(element, elements)));
      return set;
    };
  }

  static CqlConverter map(CqlConverter keys, CqlConverter values) {
    return value -> {
      if (!(value instanceof Map<?, ?> map)) {
        throw CqlConverter.mismatch(value, "a map");
      }
      Map<Object, Object> converted = new LinkedHashMap<>();
      map.forEach(
          (key, element) -> {
            Object earlier =
                converted.put(convertElement(key, keys), convertElement(element, values));
            if (earlier != null) {
              throw CqlConverter.mismatch(key, "a new key: the map has an equal one");
            }
          });
      return converted;
    };
  }

  static CqlConverter vector(CqlConverter elements, int dimensions) {
    CqlConverter list = list(elements);
    return value -> {
      if (arrayOf(value).size() != dimensions) {
        throw CqlConverter.mismatch(value, "an array of " + dimensions + " elements");
      }
      return CqlVector.newInstance((List<?>) list.convert(value));
    };
  }

  static Collection<?> arrayOf(Object value) {
    if (value instanceof Collection<?> array) {
      return array;
    }
    throw CqlConverter.mismatch(value, "an array");
  }

  private static Object convertElement(Object element, CqlConverter converter) {
    if (element == null) {
      throw new DataException("a collection must not contain null");
    }
    return converter.convert(element);
  }
}
