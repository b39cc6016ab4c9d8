package io.iotpipeline.gateway.intake;

import java.util.Arrays;

/**
 * A piece of a message that is not an event; it goes into quarantine.
 *
 * @param bytes the piece as it came, of at most {@link #MAX_BYTES}; not copied
 * @param reason why it is not an event, for people
 */
// An array, and no identity: nobody compares pieces.
@SuppressWarnings("ArrayRecordComponent")
public record Unreadable(byte[] bytes, String reason) {

  /** A record of Kafka with this value and the headers is below the topic's limit of 1 MiB. */
  public static final int MAX_BYTES = 1_000_000;

  /**
   * Keeps the beginning of a longer piece, and says so in the reason.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public static Unreadable of(byte[] message, int from, int to, String reason) {
    int length = to - from;
    if (length <= MAX_BYTES) {
      return new Unreadable(Arrays.copyOfRange(message, from, to), reason);
    }
    return new Unreadable(
        Arrays.copyOfRange(message, from, from + MAX_BYTES),
        reason + " (the first %d of %d bytes are kept)".formatted(MAX_BYTES, length));
  }
}
