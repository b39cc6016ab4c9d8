package io.iotpipeline.schemas.history;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaCompatibility;

/**
 * Whether one schema reads what another wrote: by <a
 * href="https://avro.apache.org/docs/1.12.0/specification/#schema-resolution">Avro's
 * resolution</a>, and with the same meaning. Avro itself reads microseconds as milliseconds without
 * a word.
 */
final class Readability {

  private Readability() {}

  /** What stands in the way; empty when nothing does. */
  static List<String> obstacles(Schema reader, Schema writer) {
    return Stream.concat(unreadable(reader, writer), otherMeanings(reader, writer)).toList();
  }

  private static Stream<String> unreadable(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage());
  }

  private static Stream<String> otherMeanings(Schema reader, Schema writer) {
    return reader.getFields().stream()
        .filter(field -> writer.getField(field.name()) != null)
        .flatMap(field -> otherMeaning(field, writer.getField(field.name())));
  }

  private static Stream<String> otherMeaning(Field reader, Field writer) {
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
