package io.iotpipeline.api.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A rejected record as the API shows it. Its bytes are those of an unknown sender. */
final class QuarantineJson {

  private static final int MAX_TEXT_BYTES = 1_000;
  private static final int HEX_BYTES = 4 * 1024;
  private static final int HEX_WIDTH = 16;
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private QuarantineJson() {}

  /**
   * @param decoded fields of the value, if it can be read
   */
  static ObjectNode of(QuarantinedRecord record, Optional<ObjectNode> decoded) {
    ObjectNode json =
        Json.object()
            .put("id", record.id())
            .put("reason", record.reason())
            .put("detail", record.detail())
            .put("rejected_at", Json.time(record.rejectedAtMs()))
            .put("topic", record.topic())
            .put("partition", record.partition())
            .put("offset", record.offset());
    json.set("key", text(record.key()));
    json.put("sensor_id", record.sensorId().orElse(null)).put("bytes", record.valueSize());
    json.set("decoded", decoded.<JsonNode>map(each -> each).orElse(null));
    ObjectNode headers = json.putObject("headers");
    record.headers().forEach((name, value) -> headers.set(name, text(value)));
    return json;
  }

  /** The same with the bytes. */
  static ObjectNode whole(QuarantinedRecord record, Optional<ObjectNode> decoded) {
    ObjectNode json = of(record, decoded);
    json.put("key_base64", base64(record.key()));
    json.put("value_base64", base64(record.value()));
    json.put("truncated", !record.isWhole());
    return json.put("hex", record.value() == null ? "" : hexDump(record.value()));
  }

  /** Text if it is visible, else {@code 0x…}; null for null. */
  private static JsonNode text(byte[] bytes) {
    if (bytes == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    byte[] shown = Arrays.copyOf(bytes, Math.min(MAX_TEXT_BYTES, bytes.length));
    String end = shown.length < bytes.length ? "…" : "";
    String text =
        QuarantinedRecord.visibleText(shown)
            .orElseGet(() -> "0x" + HexFormat.of().formatHex(shown));
    return JsonNodeFactory.instance.textNode(text + end);
  }

  private static String base64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  /** As {@code hexdump -C} writes it. */
  private static String hexDump(byte[] bytes) {
    StringBuilder lines = new StringBuilder();
    int shown = Math.min(bytes.length, HEX_BYTES);
    for (int from = 0; from < shown; from += HEX_WIDTH) {
      int to = Math.min(shown, from + HEX_WIDTH);
      StringBuilder ascii = new StringBuilder(HEX_WIDTH);
      for (int i = from; i < to; i++) {
        ascii.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
      }
      lines.append("%08x  %-47s  |%s|\n".formatted(from, SPACED.formatHex(bytes, from, to), ascii));
    }
    return lines.toString();
  }
}
