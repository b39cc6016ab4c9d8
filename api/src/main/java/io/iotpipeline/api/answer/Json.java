package io.iotpipeline.api.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.time.Instant;

/** JSON of the answers: times are ISO-8601 in UTC with milliseconds, numbers are finite or null. */
public final class Json {

  // A month of hours has 5,000 doubles.
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build());

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static String time(Instant time) {
    return time(time.toEpochMilli());
  }

  /**
   * @param epochMs ms since 1970-01-01T00:00:00Z
   */
  public static String time(long epochMs) {
    return UtcTime.format(epochMs);
  }

  /** JSON has no infinity and no NaN. */
  public static ObjectNode number(ObjectNode object, String name, double value) {
    return Double.isFinite(value) ? object.put(name, value) : object.putNull(name);
  }

  /** JSON has no infinity and no NaN. */
  public static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // of a tree in memory
    }
  }

  public static byte[] bytes(JsonNode node) {
    return bytes(json -> json.writeTree(node));
  }

  public static byte[] bytes(Item item) {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      item.write(json);
    } catch (IOException e) {
      throw new IllegalStateException(e); // in memory
    }
    return bytes.toByteArray();
  }

  /** The item as a tree. */
  static ObjectNode tree(Item item) {
    try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
      item.write(tokens);
      return MAPPER.readTree(tokens.asParser());
    } catch (IOException e) {
      throw new IllegalStateException(e); // in memory
    }
  }

  /**
   * @throws IOException if it is not JSON
   */
  public static JsonNode read(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  public static ObjectNode error(String sentence) {
    return object().put("error", sentence);
  }
}
