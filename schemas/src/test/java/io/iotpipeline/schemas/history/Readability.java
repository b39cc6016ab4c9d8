package io.iotpipeline.schemas.history;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaCompatibility;

/**
 * Checks whether one schema reads the data of another by <a
 * href="https://avro.apache.org/docs/1.12.0/specification/#schema-resolution">Avro's schema
 * resolution</a>, and with the same logical types. Avro alone does not compare logical types: it
 * reads microseconds as milliseconds without an error.
 */
final class Readability {

  private Readability() {}

  /** Returns all incompatibilities; empty if the reader reads the data. */
  static List<String> problems(Schema reader, Schema writer) {
    return Stream.concat(incompatibilities(reader, writer), logicalTypeChanges(reader, writer))
        .toList();
  }

  private static Stream<String> incompatibilities(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage());
  }

  private static Stream<String> logicalTypeChanges(Schema reader, Schema writer) {
    return reader.getFields().stream()
        .filter(field -> writer.getField(field.name()) != null)
        .flatMap(field -> logicalTypeChange(field, writer.getField(field.name())));
  }

  private static Stream<String> logicalTypeChange(Field reader, Field writer) {
    String now = logicalTypes(reader.schema());
    String before = logicalTypes(writer.schema());
    return now.equals(before)
        ? Stream.empty()
        : Stream.of(
            "LOGICAL_TYPE of " + reader.name() + " was [" + before + "] and is [" + now + "]");
  }

  private static String logicalTypes(Schema schema) {
    return switch (schema.getType()) {
      case MAP -> logicalTypes(schema.getValueType());
      case ARRAY -> logicalTypes(schema.getElementType());
      case UNION ->
          schema.getTypes().stream()
              .map(Readability::logicalTypes)
              .filter(type -> !type.isEmpty())
              .collect(joining(","));
      default -> schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    };
  }
}
