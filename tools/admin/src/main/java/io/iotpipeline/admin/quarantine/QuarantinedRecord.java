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
 * @param key null if the record has no key
 * @param value null if the record has no value
 * @param headers headers of the rejected record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record QuarantinedRecord(
    SourceOffset source,
    String reason,
    String detail,
    Instant rejectedAt,
    byte[] key,
    byte[] value,
    Headers headers) {

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
        headers);
  }

  /** Whether this record was replayed and rejected again. */
  boolean isRejectedAgain() {
    return headers.lastHeader(REPLAY_OF) != null;
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
