package io.iotpipeline.connect.notification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The fields of a record's value, in their order. */
final class RecordFields {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private RecordFields() {}

  /**
   * @return plain values: times as ISO-8601 in UTC, bytes are left out
   * @throws DataException if the value has no fields
   */
  static Map<String, Object> of(SinkRecord record) {
    Object plain = plain(record.value());
    if (plain instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, value) -> fields.put(String.valueOf(name), value));
      return fields;
    }
    throw new DataException(
        "The value of %s/%d/%d is not a record with fields"
            .formatted(record.topic(), record.kafkaPartition(), record.kafkaOffset()));
  }

  /** A time as the read API writes it. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static Object plain(Object value) {
    if (value instanceof Struct struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Field field : struct.schema().fields()) {
        fields.put(field.name(), plain(struct.get(field)));
      }
      return fields;
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, each) -> fields.put(String.valueOf(name), plain(each)));
      return fields;
    } else if (value instanceof Collection<?> collection) {
      List<Object> list = new ArrayList<>();
      collection.forEach(each -> list.add(plain(each)));
      return list;
    } else if (value instanceof Date date) {
      return time(date.toInstant());
    } else if (value instanceof Number
        || value instanceof Boolean
        || value instanceof CharSequence) {
      return value;
    }
    return null;
  }
}
