package io.iotpipeline.admin.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
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

  private static final int DIGITS = 6;

  private JsonValues() {}

  /** Text for people: JSON without the quotes around a plain string. */
  public static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /**
   * Returns the value with the binary numbers in it rounded to six decimal digits, for people: of
   * these as many after the point as are left of those before it.
   */
  public static JsonNode rounded(JsonNode value) {
    if (value.isDouble() || value.isFloat()) {
      return NODES.numberNode(rounded(value.decimalValue()));
    }
    if (value instanceof ObjectNode object) {
      ObjectNode copy = NODES.objectNode();
      object.forEachEntry((name, element) -> copy.set(name, rounded(element)));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = NODES.arrayNode();
      array.forEach(element -> copy.add(rounded(element)));
      return copy;
    }
    return value;
  }

  private static BigDecimal rounded(BigDecimal number) {
    int digitsBeforePoint = Math.max(0, number.precision() - number.scale());
    int leadingZeros = Math.max(0, number.scale() - number.precision());
    int decimals = Math.max(0, DIGITS - digitsBeforePoint + leadingZeros);
    BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
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
