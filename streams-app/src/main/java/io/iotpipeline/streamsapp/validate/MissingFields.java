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
 * The fields that every event needs and a writer's schema does not have: none of its events can be
 * read, whatever its bytes say. One instance a thread.
 */
final class MissingFields {

  private final Map<Integer, List<String>> known = new HashMap<>();

  /**
   * @param id of the schema in the registry
   * @param text of the schema
   * @return the names of the fields; empty also for what is no Avro
   */
  List<String> of(int id, String text) {
    return known.computeIfAbsent(id, first -> find(text));
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
    } catch (AvroRuntimeException notEvenAvro) {
      return List.of(); // the deserializer will tell
    }
  }
}
