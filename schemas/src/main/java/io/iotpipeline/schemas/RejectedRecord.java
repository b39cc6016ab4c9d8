package io.iotpipeline.schemas;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of the dead letter topic: a rejected record, byte for byte and with its headers, and the
 * reason.
 *
 * <p>The topic takes what the input topic takes uncompressed. A record that is larger was
 * compressed and may be larger than any topic takes. Of such a record the beginning of the key and
 * of the value are kept, with their sizes and the SHA-256 of the value. The whole record stays
 * readable at its origin.
 *
 * @param key key of the Kafka record, null if there is none
 * @param headers headers of the Kafka record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RejectedRecord(byte[] key, RejectedEvent event, Headers headers) {

  /**
   * Maximum bytes of a record that is kept whole. No record that was sent without compression is
   * larger, because {@code max.message.bytes} of the input topic is only 12 bytes more.
   */
  public static final int MAX_WHOLE_BYTES = 1024 * 1024;

  /** Bytes kept of key and value, and maximum bytes of the headers, of a larger record. */
  private static final int KEPT_BYTES = 4096;

  /** Topic, partition and offset of the rejected record, which identify it. */
  public record Origin(String topic, int partition, long offset) {}

  /**
   * @param rejectedAt wall clock
   * @param key null if there is none
   * @param value null if there is none
   */
  public static RejectedRecord of(
      RejectionReason reason,
      String detail,
      Origin origin,
      Instant rejectedAt,
      byte[] key,
      byte[] value,
      Headers headers) {
    RecordSize size = RecordSize.of(key, value, headers);
    boolean whole = size.total() <= MAX_WHOLE_BYTES;
    boolean keyWhole = whole || size.key() <= KEPT_BYTES;
    boolean valueWhole = whole || size.value() <= KEPT_BYTES;
    boolean headersKept = whole || size.headers() <= KEPT_BYTES;
    byte[] keptKey = keyWhole ? key : Arrays.copyOf(key, KEPT_BYTES);
    byte[] keptValue = valueWhole ? value : Arrays.copyOf(value, KEPT_BYTES);
    RejectedEvent event =
        new RejectedEvent(
            reason.name(),
            detail,
            origin.topic(),
            origin.partition(),
            origin.offset(),
            rejectedAt,
            wrap(keptKey),
            wrap(keptValue),
            keyWhole ? null : size.key(),
            valueWhole ? null : size.value(),
            headersKept ? null : size.headers(),
            valueWhole ? null : sha256(value));
    return new RejectedRecord(keptKey, event, headersKept ? headers : new RecordHeaders());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
