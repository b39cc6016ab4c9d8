package io.iotpipeline.connect.cassandra.config;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where in a record a column's value stands. {@code toString} gives it as the mapping has it. */
public sealed interface FieldSource {

  /**
   * The value as Connect gives it; may be null.
   *
   * @throws DataException when the record has no such field
   */
  Object read(SinkRecord entry);

  /**
   * Whether there is nothing to read: the value is null, or the part of the record that would hold
   * it.
   *
   * @throws DataException when that part is there and has no such field
   */
  default boolean isNull(SinkRecord entry) {
    return read(entry) == null;
  }

  /**
   * @throws IllegalArgumentException when it is none of the known sources
   */
  static FieldSource of(String written) {
    String source = written.replaceAll("\\s", "");
    return switch (source) {
      case "key" -> new Whole(Part.KEY);
      case "value" -> new Whole(Part.VALUE);
      case "now()" -> new Now();
      default -> named(written);
    };
  }

  private static FieldSource named(String written) {
    int dot = written.indexOf('.');
    String origin = written.substring(0, Math.max(dot, 0));
    String name = written.substring(dot + 1);
    return switch (name.isEmpty() ? "" : origin) {
      case "key" -> new Field(Part.KEY, name);
      case "value" -> new Field(Part.VALUE, name);
      case "header" -> new HeaderValue(name);
      default ->
          throw new IllegalArgumentException(
              written + " is none of key, value, key.<field>, value.<field>, header.<name>, now()");
    };
  }

  /** The two parts of a record that have fields. */
  enum Part {
    KEY,
    VALUE;

    Object of(SinkRecord entry) {
      return this == KEY ? entry.key() : entry.value();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The key or the value itself. */
  record Whole(Part part) implements FieldSource {

    @Override
    public Object read(SinkRecord entry) {
      return part.of(entry);
    }

    @Override
    public String toString() {
      return part.toString();
    }
  }

  /** One field of the key or the value, be it a Struct or, without a schema, a Map. */
  record Field(Part part, String name) implements FieldSource {

    @Override
    public Object read(SinkRecord entry) {
      Object whole = part.of(entry);
      if (whole instanceof Struct struct) {
        org.apache.kafka.connect.data.Field field = struct.schema().field(name);
        if (field != null) {
          return struct.get(field);
        }
      } else if (whole instanceof Map<?, ?> map) {
        if (map.containsKey(name)) {
          return map.get(name);
        }
      } else if (whole == null) {
        throw new DataException("the record's " + part + " is null");
      } else {
        throw new DataException(
            "the record's "
                + part
                + " is a "
                + whole.getClass().getSimpleName()
                + ", without fields");
      }
      throw new DataException("the record has no field " + this);
    }

    @Override
    public boolean isNull(SinkRecord entry) {
      return part.of(entry) == null || read(entry) == null;
    }

    @Override
    public String toString() {
      return part + "." + name;
    }
  }

  /** The last header of a name; null when there is none. */
  record HeaderValue(String name) implements FieldSource {

    @Override
    public Object read(SinkRecord entry) {
      Header header = entry.headers().lastWithName(name);
      return header == null ? null : header.value();
    }

    @Override
    public String toString() {
      return "header." + name;
    }
  }

  /** A time-based UUID of the moment of writing: another one when a record is delivered again. */
  record Now() implements FieldSource {

    @Override
    public Object read(SinkRecord entry) {
      return Uuids.timeBased();
    }

    @Override
    public String toString() {
      return "now()";
    }
  }
}
