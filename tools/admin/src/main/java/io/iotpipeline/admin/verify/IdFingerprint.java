package io.iotpipeline.admin.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The sum of the 128-bit hashes of a set. Equal sets have equal sums in any order; different sets
 * have equal sums with a probability of 2^-128. So two sets of millions of ids compare in 16 bytes.
 */
final class IdFingerprint {

  private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(IdFingerprint::md5);

  private long high;
  private long low;

  /** The hash of an event's identity: sensor, event id, and event time in milliseconds. */
  static UUID id(String sensorId, UUID eventId, long timeMs) {
    MessageDigest md5 = MD5.get();
    md5.update(
        ByteBuffer.allocate(24)
            .putLong(eventId.getMostSignificantBits())
            .putLong(eventId.getLeastSignificantBits())
            .putLong(timeMs)
            .array());
    ByteBuffer hash = ByteBuffer.wrap(md5.digest(sensorId.getBytes(StandardCharsets.UTF_8)));
    return new UUID(hash.getLong(), hash.getLong());
  }

  void add(UUID id) {
    high += id.getMostSignificantBits();
    low += id.getLeastSignificantBits();
  }

  boolean sameAs(IdFingerprint other) {
    return high == other.high && low == other.low;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
