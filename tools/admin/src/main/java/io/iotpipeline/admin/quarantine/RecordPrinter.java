package io.iotpipeline.admin.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.format.TextEscaper;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * Prints rejected records: for people, with long values cut, or for programs, as one complete JSON
 * object per line.
 */
public final class RecordPrinter {

  private static final int MAX_BYTES = 256;
  private static final int MAX_CHARS = 2000;

  private final PrintStream out;
  private final ValueDecoder decoder;

  public RecordPrinter(PrintStream out, ValueDecoder decoder) {
    this.out = out;
    this.decoder = decoder;
  }

  /**
   * @param full whether to print long values completely
   */
  public void printText(QuarantinedRecord record, boolean full) {
    out.printf(
        "%s  %s  %s%n", record.source(), TextEscaper.escaped(record.reason()), record.rejectedAt());
    line("detail", TextEscaper.escaped(record.detail()));
    line("key", TextEscaper.label(record.key()) + kept(record.key(), record.keySize()));
    if (record.headersSize() != null) {
      line("header", "not kept, %,d bytes".formatted(record.headersSize()));
    }
    for (Header header : record.headers()) {
      line("header", TextEscaper.escaped(header.key()) + " = " + TextEscaper.label(header.value()));
    }
    Optional<JsonNode> decoded = decoder.decode(record);
    if (decoded.isPresent()) {
      line("value", cut(TextEscaper.escaped(decoded.get().toString()), full));
    } else if (record.value() == null) {
      line("value", "(none)");
    } else {
      dump(record.value(), record.valueSize(), full);
    }
    out.println();
  }

  public void printJson(QuarantinedRecord record) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("origin", record.source().toString())
            .put("reason", record.reason())
            .put("detail", record.detail())
            .put("rejected_at", record.rejectedAt().toString())
            .put("refused_again", record.isRejectedAgain());
    object.set("key", bytes(record.key()));
    ArrayNode headers = object.putArray("headers");
    for (Header header : record.headers()) {
      headers.addObject().put("key", header.key()).set("value", bytes(header.value()));
    }
    object.set("value", bytes(record.value()));
    object
        .put("key_size", record.keySize())
        .put("value_size", record.valueSize())
        .put("headers_size", record.headersSize());
    object.set("decoded", decoder.decode(record).orElse(JsonNodeFactory.instance.nullNode()));
    out.println(object);
  }

  private void dump(byte[] value, Long size, boolean full) {
    line("value", "not readable, %,d bytes".formatted(value.length) + kept(value, size));
    HexDump.lines(value, full ? value.length : MAX_BYTES).forEach(text -> line("", text));
    if (!full && value.length > MAX_BYTES) {
      line("", "… (--full shows the rest)");
    }
  }

  /** What is missing if only the beginning is kept. */
  private static String kept(byte[] bytes, Long size) {
    return size == null ? "" : " (the first %,d of %,d bytes)".formatted(bytes.length, size);
  }

  private void line(String name, String text) {
    out.printf("  %-7s %s%n", name, text);
  }

  private static String cut(String text, boolean full) {
    return full || text.length() <= MAX_CHARS
        ? text
        : "%s… (%,d characters; --full shows them)"
            .formatted(text.substring(0, MAX_CHARS), text.length());
  }

  /** The bytes in hexadecimal and as text; the text is null unless all of it is visible. */
  private static JsonNode bytes(byte[] bytes) {
    return bytes == null
        ? JsonNodeFactory.instance.nullNode()
        : JsonNodeFactory.instance
            .objectNode()
            .put("text", TextEscaper.text(bytes).orElse(null))
            .put("hex", TextEscaper.hex(bytes).substring(2));
  }
}
