package io.iotpipeline.connect.cassandra.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Writes a Struct, a map or an array as JSON. */
final class JsonText {

  private static final ObjectWriter WRITER = new ObjectMapper().writer();

  private JsonText() {}

  /**
   * Bytes become Base64; Connect's Timestamp, Date and Time become ISO-8601 timestamps in UTC.
   *
   * @throws DataException if the value contains a number that JSON does not have
   */
  static String of(Object value) {
    try {
      return WRITER.writeValueAsString(plain(value));
    } catch (JsonProcessingException e) {
      throw new DataException("cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Struct struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Field field : struct.schema().fields()) {
        fields.put(field.name(), plain(struct.get(field)));
      }
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((key, element) -> entries.put(name(key), plain(element)));
      return entries;
    }
    if (value instanceof Collection<?> array) {
      List<Object> elements = new ArrayList<>(array.size());
      array.forEach(element -> elements.add(plain(element)));
      return elements;
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof Date date) {
      return date.toInstant().toString();
    }
    if (value instanceof Double || value instanceof Float) {
      return finite((Number) value);
    }
    return value instanceof Number ? NumberConverters.bounded(value) : value;
  }

  private static String name(Object key) {
    if (key instanceof String || key instanceof Number || key instanceof Boolean) {
      return key.toString();
    }
    throw new DataException("a map whose keys are not text, numbers or booleans has no JSON");
  }

  private static Number finite(Number number) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new DataException("JSON has no number " + number);
    }
    return number;
  }
}
