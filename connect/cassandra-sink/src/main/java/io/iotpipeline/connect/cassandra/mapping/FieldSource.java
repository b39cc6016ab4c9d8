package io.iotpipeline.connect.cassandra.mapping;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The part of a Kafka record that a column's value comes from. {@code toString} returns the source
 * in the syntax of the mapping.
 */
public sealed interface FieldSource {

  /**
   * Returns the value as Connect represents it, or null.
   *
   * @throws DataException if the record does not have the field
   */
  Object read(SinkRecord record);

  /**
   * Returns whether the value is null, or the key or value of the record that would contain it.
   *
   * @throws DataException if that key or value is not null and does not have the field
   */
  default boolean isNull(SinkRecord record) {
    return read(record) == null;
  }

  /**
   * @throws IllegalArgumentException if the text is not one of the supported sources
   */
  static FieldSource of(String text) {
    return switch (text.replaceAll("\\s", "")) {
      case "key" -> new WholePart(Part.KEY);
      case "value" -> new WholePart(Part.VALUE);
      case "now()" -> new Now();
      default -> named(text);
    };
  }

  private static FieldSource named(String text) {
    int dot = text.indexOf('.');
    String part = text.substring(0, Math.max(dot, 0));
    String name = text.substring(dot + 1);
    return switch (name.isEmpty() ? "" : part) {
      case "key" -> new Field(Part.KEY, name);
      case "value" -> new Field(Part.VALUE, name);
      case "header" -> new HeaderValue(name);
      default ->
          throw new IllegalArgumentException(
              text + " is not one of key, value, key.<field>, value.<field>, header.<name>, now()");
    };
  }

  /** The two parts of a record that can have fields. */
  enum Part {
    KEY,
    VALUE;

    Object of(SinkRecord record) {
      return this == KEY ? record.key() : record.value();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The key or the value itself. */
  record WholePart(Part part) implements FieldSource {

    @Override
    public Object read(SinkRecord record) {
      return part.of(record);
    }

    @Override
    public String toString() {
      return part.toString();
    }
  }

  /** One field of the key or the value, which is a Struct, or a Map if it has no schema. */
  record Field(Part part, String name) implements FieldSource {

    @Override
    public Object read(SinkRecord record) {
      Object container = part.of(record);
      if (container instanceof Struct struct) {
        org.apache.kafka.connect.data.Field field = struct.schema().field(name);
        if (field != null) {
          return struct.get(field);
        }
      } else if (container instanceof Map<?, ?> map) {
        if (map.containsKey(name)) {
          return map.get(name);
        }
      } else if (container == null) {
        throw new DataException("the record's " + part + " is null");
      } else {
        throw new DataException(
            "the record's %s is a %s, which has no fields"
                .formatted(part, container.getClass().getSimpleName()));
      }
      throw new DataException("the record has no field " + this);
    }

    @Override
    public boolean isNull(SinkRecord record) {
      return part.of(record) == null || read(record) == null;
    }

    @Override
    public String toString() {
      return part + "." + name;
    }
  }

  /** The value of the last header with the name; null if there is none. */
  record HeaderValue(String name) implements FieldSource {

    @Override
    public Object read(SinkRecord record) {
      Header header = record.headers().lastWithName(name);
      return header == null ? null : header.value();
    }

    @Override
    public String toString() {
      return "header." + name;
    }
  }

  /**
   * A time-based UUID, generated when the record is written. A redelivered record gets a new one.
   */
  record Now() implements FieldSource {

    @Override
    public Object read(SinkRecord record) {
      return Uuids.timeBased();
    }

    @Override
    public String toString() {
      return "now()";
    }
  }
}
