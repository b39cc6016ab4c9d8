package io.iotpipeline.admin.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/**
 * Converts values of CQL columns and Avro fields to JSON: timestamps in ISO-8601 (UTC), numbers
 * with all digits, bytes in hexadecimal, and text for anything that JSON has no type for.
 */
public final class JsonValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonValues() {}

  /** Text for people: JSON without the quotes around a plain string. */
  public static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  public static JsonNode json(Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Boolean b) {
      return NODES.booleanNode(b);
    } else if (value instanceof Double d) {
      return Double.isFinite(d) ? NODES.numberNode(d) : NODES.textNode(d.toString());
    } else if (value instanceof Float f) {
      return Float.isFinite(f) ? NODES.numberNode(f) : NODES.textNode(f.toString());
    } else if (value instanceof BigDecimal d) {
      return NODES.numberNode(d);
    } else if (value instanceof BigInteger i) {
      return NODES.numberNode(i);
    } else if (value instanceof Number n) {
      return NODES.numberNode(n.longValue());
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return NODES.textNode("0x" + HexFormat.of().formatHex(copy));
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, element) -> object.set(text(json(key)), json(element)));
      return object;
    } else if (value instanceof Collection<?> elements) {
      ArrayNode array = NODES.arrayNode();
      elements.forEach(element -> array.add(json(element)));
      return array;
    }
    // Instant, LocalDate, LocalTime, UUID, InetAddress and other types have a standard text form.
    return NODES.textNode(value.toString());
  }
}
