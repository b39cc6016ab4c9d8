package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.RejectedEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * A rejected record with the reason of its rejection.
 *
 * @param source the rejected record
 * @param reason name of a RejectionReason, or of one that this version does not know
 * @param rejectedAt wall-clock time of the rejection
 * @param key null if the record has no key; only its beginning if {@code keySize} is set
 * @param value null if the record has no value; only its beginning if {@code valueSize} is set
 * @param headers headers of the rejected record; none if {@code headersSize} is set
 * @param keySize bytes of the whole key, if it is not kept whole; else null
 * @param valueSize bytes of the whole value, if it is not kept whole; else null
 * @param headersSize bytes of the headers, if they are not kept; else null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record QuarantinedRecord(
    SourceOffset source,
    String reason,
    String detail,
    Instant rejectedAt,
    byte[] key,
    byte[] value,
    Headers headers,
    Long keySize,
    Long valueSize,
    Long headersSize) {

  /**
   * Header of a replayed record: the source of the rejected record, one header per replay. A
   * producer that forges it only excludes its own records from replays without {@code --again}.
   */
  static final String REPLAY_OF = "iot-replay-of";

  static QuarantinedRecord of(RejectedEvent event, Headers headers) {
    return new QuarantinedRecord(
        new SourceOffset(event.getTopic(), event.getPartition(), event.getOffset()),
        event.getReason(),
        event.getDetail(),
        event.getRejectedAt(),
        bytes(event.getKey()),
        bytes(event.getValue()),
        headers,
        event.getKeySize(),
        event.getValueSize(),
        event.getHeadersSize());
  }

  /** Whether this record was replayed and rejected again. */
  boolean isRejectedAgain() {
    return headers.lastHeader(REPLAY_OF) != null;
  }

  /** Whether key, value and headers are complete. */
  boolean isWhole() {
    return keySize == null && valueSize == null && headersSize == null;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
