package io.iotpipeline.connect.cassandra.mapping;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.iotpipeline.connect.cassandra.mapping.RecordParts.Part;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;

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
  Object read(RecordParts record);

  /** Returns whether the record, or its part that would contain the field, lacks the field. */
  default boolean isMissing(RecordParts record) {
    return false;
  }

  /** Returns whether the source is the value of the record or one of its fields. */
  default boolean isOfValue() {
    return false;
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

  /** The key or the value itself. */
  record WholePart(Part part) implements FieldSource {

    @Override
    public Object read(RecordParts record) {
      return record.whole(part);
    }

    @Override
    public boolean isOfValue() {
      return part == Part.VALUE;
    }

    @Override
    public String toString() {
      return part.toString();
    }
  }

  /**
   * One field of the key or the value, which is a Struct, a Map if it has no schema, or the text of
   * a JSON object.
   */
  record Field(Part part, String name) implements FieldSource {

    @Override
    public Object read(RecordParts record) {
      Object container = record.container(part);
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
    public boolean isMissing(RecordParts record) {
      Object container = record.container(part);
      if (container instanceof Struct struct) {
        return struct.schema().field(name) == null;
      }
      if (container instanceof Map<?, ?> map) {
        return !map.containsKey(name);
      }
      return container == null;
    }

    @Override
    public boolean isOfValue() {
      return part == Part.VALUE;
    }

    @Override
    public String toString() {
      return part + "." + name;
    }
  }

  /** The value of the last header with the name; null if there is none. */
  record HeaderValue(String name) implements FieldSource {

    @Override
    public Object read(RecordParts record) {
      Header header = record.record().headers().lastWithName(name);
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
    public Object read(RecordParts record) {
      return Uuids.timeBased();
    }

    @Override
    public String toString() {
      return "now()";
    }
  }
}
