package io.iotpipeline.api.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** Converts values of Avro to JSON: bytes in hexadecimal, what JSON has no type for as text. */
final class AvroJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A schema may nest as deep as it likes. */
  private static final int MAX_DEPTH = 20;

  private AvroJson() {}

  static ObjectNode of(IndexedRecord record) {
    return of(record, 0);
  }

  private static ObjectNode of(IndexedRecord record, int depth) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), json(record.get(field.pos()), depth + 1));
    }
    return object;
  }

  private static JsonNode json(Object value, int depth) {
    if (value == null) {
      return NODES.nullNode();
    } else if (depth > MAX_DEPTH) {
      return NODES.textNode("…");
    } else if (value instanceof Boolean b) {
      return NODES.booleanNode(b);
    } else if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    } else if (value instanceof Number n) {
      return Double.isFinite(n.doubleValue())
          ? NODES.numberNode(n.doubleValue())
          : NODES.textNode(n.toString());
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return NODES.textNode("0x" + HexFormat.of().formatHex(copy));
    } else if (value instanceof GenericFixed bytes) {
      return NODES.textNode("0x" + HexFormat.of().formatHex(bytes.bytes()));
    } else if (value instanceof IndexedRecord record) {
      return of(record, depth);
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, element) -> object.set(String.valueOf(key), json(element, depth + 1)));
      return object;
    } else if (value instanceof Collection<?> elements) {
      ArrayNode array = NODES.arrayNode();
      elements.forEach(element -> array.add(json(element, depth + 1)));
      return array;
    }
    return NODES.textNode(value.toString());
  }
}
