package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.RejectedEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * A refused record as it came, and why it was refused.
 *
 * @param reason usually the name of a RejectionReason
 * @param rejectedAt wall clock of the decision
 * @param key null when it had none
 * @param value null when it had none
 * @param headers those it came with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record QuarantinedRecord(
    SourceOffset origin,
    String reason,
    String detail,
    Instant rejectedAt,
    byte[] key,
    byte[] value,
    Headers headers) {

  /**
   * On a replayed record: the origin of the refused one. One for each time it was replayed. Nobody
   * gains by forging it: it only keeps his own records from a replay that is not told otherwise.
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

  /** Whether this is a replayed record that was refused again. */
  boolean isRefusedAgain() {
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
