package io.iotpipeline.connect.cassandra.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The key and the value of one record, for the sources that read them. Text is parsed as a JSON
 * object when the first of its fields is read, and only once. Not thread-safe.
 */
public final class RecordParts {

  private static final ObjectReader JSON_OBJECT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(new TypeReference<Map<String, Object>>() {});

  /** The two parts of a record that can have fields. */
  enum Part {
    KEY("key"),
    VALUE("value");

    private final String name;

    Part(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final SinkRecord record;
  private Map<Part, Map<String, Object>> parsed;

  public RecordParts(SinkRecord record) {
    this.record = record;
  }

  public SinkRecord record() {
    return record;
  }

  /** Returns the whole key or value, or null. */
  Object whole(Part part) {
    return part == Part.KEY ? record.key() : record.value();
  }

  /**
   * Returns the key or value for reading its fields: text as the map that it describes in JSON,
   * everything else as it is.
   *
   * @throws DataException if it is text, but not a JSON object
   */
  Object container(Part part) {
    Object whole = whole(part);
    if (!(whole instanceof String text)) {
      return whole;
    }
    if (parsed == null) {
      parsed = new EnumMap<>(Part.class);
    }
    return parsed.computeIfAbsent(part, p -> parse(p, text));
  }

  private static Map<String, Object> parse(Part part, String text) {
    try {
      Map<String, Object> object = JSON_OBJECT.readValue(text);
      if (object != null) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new DataException(
          "the record's %s is text, but not a JSON object: %s"
              .formatted(part, e.getOriginalMessage()),
          e);
    }
    throw new DataException("the record's %s is text, but not a JSON object".formatted(part));
  }
}
