package io.iotpipeline.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * Derives the id of an event that has none: a UUID of version 5 (RFC 9562) of sensor, time and
 * measurements. So an event that is sent again is the same event, whatever the order of its
 * measurements. Two equal readings of a sensor in the same millisecond are one event.
 */
public final class EventIds {

  /** The name space of these ids: version 5 of the DNS name space and "gateway.iotpipeline.io". */
  static final UUID NAMESPACE = UUID.fromString("ffbe01bf-b011-5141-b31d-a52a6931c59d");

  /** One for each thread: to look one up costs as much as to use it. */
  private static final ThreadLocal<MessageDigest> SHA_1 = ThreadLocal.withInitial(EventIds::sha1);

  private EventIds() {}

  /**
   * @param eventTimeMs milliseconds since 1970
   */
  public static String of(String sensorId, long eventTimeMs, Map<String, Double> measurements) {
    MessageDigest sha1 = SHA_1.get();
    sha1.reset();
    update(sha1, NAMESPACE.getMostSignificantBits());
    update(sha1, NAMESPACE.getLeastSignificantBits());
    update(sha1, sensorId);
    update(sha1, eventTimeMs);
    String[] metrics = measurements.keySet().toArray(String[]::new);
    Arrays.sort(metrics);
    for (String metric : metrics) {
      update(sha1, metric);
      update(sha1, Double.doubleToLongBits(measurements.get(metric)));
    }
    return uuid(sha1.digest());
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  /** The length first, so that other pairs of texts have other bytes. */
  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    update(digest, bytes.length);
    digest.update(bytes);
  }

  private static void update(MessageDigest digest, long value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private static String uuid(byte[] hash) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      high = (high << 8) | (hash[i] & 0xFF);
      low = (low << 8) | (hash[8 + i] & 0xFF);
    }
    high = (high & ~0xF000L) | 0x5000L;
    low = (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
