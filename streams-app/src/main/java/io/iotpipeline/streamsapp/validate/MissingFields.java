package io.iotpipeline.streamsapp.validate;

import static org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType.READER_FIELD_MISSING_DEFAULT_VALUE;

import io.iotpipeline.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Finds required fields of SensorEvent that a writer's schema does not have. Events of such a
 * schema cannot be decoded. Not thread-safe.
 */
final class MissingFields {

  private final Map<Integer, List<String>> cache = new HashMap<>();

  /**
   * @param id id of the schema in the registry
   * @param text text of the schema
   * @return the names of the missing fields; empty if the text is not an Avro schema
   */
  List<String> of(int id, String text) {
    return cache.computeIfAbsent(id, newId -> find(text));
  }

  private static List<String> find(String text) {
    try {
      Schema writer = new Schema.Parser().parse(text);
      return SchemaCompatibility.checkReaderWriterCompatibility(
              Topics.SENSOR_EVENTS.schema(), writer)
          .getResult()
          .getIncompatibilities()
          .stream()
          .filter(found -> found.getType() == READER_FIELD_MISSING_DEFAULT_VALUE)
          .map(Incompatibility::getMessage)
          .toList();
    } catch (AvroRuntimeException notAvro) {
      return List.of(); // the deserializer reports it
    }
  }
}
