package io.iotpipeline.api.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A rejected record, as far as it is kept in memory.
 *
 * @param id partition and offset in {@code rejected-events}, {@code 3-1042}
 * @param key its beginning; null if the record has none
 * @param value its beginning; null if the record has none
 * @param keySize bytes of the whole key
 * @param valueSize bytes of the whole value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record QuarantinedRecord(
    String id,
    String reason,
    String detail,
    long rejectedAtMs,
    String topic,
    int partition,
    long offset,
    byte[] key,
    byte[] value,
    long keySize,
    long valueSize,
    Map<String, byte[]> headers) {

  static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_DETAIL = 4_000;
  private static final int MAX_REASON = 100;
  private static final int MAX_HEADERS = 50;
  private static final int MAX_HEADER_BYTES = 1_000;
  private static final int FIXED_BYTES = 400;

  static QuarantinedRecord of(ConsumerRecord<byte[], byte[]> record, RejectedEvent event) {
    return new QuarantinedRecord(
        record.partition() + "-" + record.offset(),
        cut(event.getReason(), MAX_REASON),
        cut(event.getDetail(), MAX_DETAIL),
        event.getRejectedAt().toEpochMilli(),
        event.getTopic(),
        event.getPartition(),
        event.getOffset(),
        beginning(event.getKey()),
        beginning(event.getValue()),
        size(event.getKey(), event.getKeySize()),
        size(event.getValue(), event.getValueSize()),
        headers(record));
  }

  /**
   * A half of a pair of surrogates, which JSON cannot carry everywhere, becomes a question mark.
   */
  private static String cut(String text, int max) {
    String cut = text.length() <= max ? text : text.substring(0, max) + "…";
    return new String(cut.getBytes(UTF_8), UTF_8);
  }

  private static byte[] beginning(ByteBuffer bytes) {
    if (bytes == null) {
      return null;
    }
    byte[] beginning = new byte[Math.min(MAX_BYTES, bytes.remaining())];
    bytes.duplicate().get(beginning);
    return beginning;
  }

  private static long size(ByteBuffer bytes, Long whole) {
    return whole != null ? whole : bytes == null ? 0 : bytes.remaining();
  }

  private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      if (headers.size() < MAX_HEADERS && header.value() != null) {
        headers.put(
            cut(header.key(), MAX_HEADER_BYTES),
            Arrays.copyOf(header.value(), Math.min(MAX_HEADER_BYTES, header.value().length)));
      }
    }
    return headers;
  }

  /** Memory that it takes, about. */
  long bytes() {
    long bytes = FIXED_BYTES + 2L * detail.length();
    bytes += (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    for (Map.Entry<String, byte[]> header : headers.entrySet()) {
      bytes += 100 + 2L * header.getKey().length() + header.getValue().length;
    }
    return bytes;
  }

  /** Whether key and value are whole. */
  boolean isWhole() {
    return keySize == (key == null ? 0 : key.length) && valueIsWhole();
  }

  boolean valueIsWhole() {
    return valueSize == (value == null ? 0 : value.length);
  }

  /** The key is the sensor, if it is a text. */
  Optional<String> sensorId() {
    return key == null || key.length == 0 ? Optional.empty() : visibleText(key);
  }

  /** Bytes as text; empty if they are not UTF-8 that is visible. */
  static Optional<String> visibleText(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.codePoints().allMatch(VisibleText::isVisible)
          ? Optional.of(text)
          : Optional.empty();
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
