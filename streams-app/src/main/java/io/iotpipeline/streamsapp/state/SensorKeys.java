package io.iotpipeline.streamsapp.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the sensor store: the kind of record (1 byte), the length of the sensor id in bytes
 * (2 bytes), the sensor id in UTF-8, then for an hour its start (8 bytes, in the order of time),
 * then for a chunk of event ids its number (4 bytes), for a single event id the id (16 bytes). The
 * kinds 9 and 10 are those of the journal.
 *
 * <p>The length prefix ensures that a range over one sensor contains no other sensor. Kafka
 * compares bytes as unsigned; flipping the sign bit sorts times before 1970 first.
 */
final class SensorKeys {

  private static final byte SENSOR = 1;
  private static final byte HOUR = 2;
  private static final byte IDS = 3;
  private static final byte PENDING = 4;
  private static final byte BASELINES = 5;
  private static final byte SINGLE_ID = 6;
  private static final byte EXPIRED = 7;
  private static final int PREFIX_BYTES = 1 + Short.BYTES;

  private SensorKeys() {}

  static Bytes sensor(String sensorId) {
    return key(SENSOR, sensorId, new byte[0]);
  }

  static Bytes hour(String sensorId, long hourStart) {
    return key(HOUR, sensorId, sortable(hourStart));
  }

  static Bytes ids(String sensorId, long hourStart, int chunk) {
    byte[] hour = sortable(hourStart);
    byte[] suffix = Arrays.copyOf(hour, hour.length + Integer.BYTES);
    ByteBuffer.wrap(suffix).putInt(hour.length, chunk);
    return key(IDS, sensorId, suffix);
  }

  /** Marks an hour that has an update to emit. */
  static Bytes pendingMarker(String sensorId, long hourStart) {
    return key(PENDING, sensorId, sortable(hourStart));
  }

  /** One event id of an hour that has very many. */
  static Bytes singleId(String sensorId, long hourStart, long high, long low) {
    byte[] hour = sortable(hourStart);
    byte[] suffix = Arrays.copyOf(hour, hour.length + 2 * Long.BYTES);
    ByteBuffer.wrap(suffix).putLong(hour.length, high).putLong(hour.length + Long.BYTES, low);
    return key(SINGLE_ID, sensorId, suffix);
  }

  /** The smallest key of the single ids of the hour, and with all bits set, the greatest. */
  static Bytes firstSingleId(String sensorId, long hourStart) {
    return singleId(sensorId, hourStart, 0, 0);
  }

  static Bytes lastSingleId(String sensorId, long hourStart) {
    return singleId(sensorId, hourStart, -1, -1);
  }

  /** Marks a closed hour whose single ids are to be deleted. */
  static Bytes expiredMarker(String sensorId, long hourStart) {
    return key(EXPIRED, sensorId, sortable(hourStart));
  }

  static Bytes firstExpiredMarker() {
    return firstOf(EXPIRED);
  }

  static Bytes lastExpiredMarker() {
    return firstOf(EXPIRED + 1);
  }

  static Bytes baselines(String sensorId) {
    return key(BASELINES, sensorId, new byte[0]);
  }

  static Bytes firstSensor() {
    return Bytes.wrap(new byte[] {SENSOR});
  }

  static Bytes lastSensor() {
    return firstOf(SENSOR + 1);
  }

  static Bytes firstPendingMarker() {
    return Bytes.wrap(new byte[] {PENDING});
  }

  static Bytes lastPendingMarker() {
    return firstOf(PENDING + 1);
  }

  static String sensorId(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    return new String(key.get(), PREFIX_BYTES, bytes.getShort(1), UTF_8);
  }

  static long hourStart(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    return bytes.getLong(PREFIX_BYTES + bytes.getShort(1)) ^ Long.MIN_VALUE;
  }

  private static Bytes firstOf(int kind) {
    return Bytes.wrap(new byte[] {(byte) kind});
  }

  private static byte[] sortable(long hourStart) {
    byte[] bytes = new byte[Long.BYTES];
    ByteBuffer.wrap(bytes).putLong(hourStart ^ Long.MIN_VALUE);
    return bytes;
  }

  private static Bytes key(byte kind, String sensorId, byte[] suffix) {
    byte[] id = sensorId.getBytes(UTF_8);
    byte[] key = new byte[PREFIX_BYTES + id.length + suffix.length];
    ByteBuffer.wrap(key).put(kind).putShort((short) id.length).put(id).put(suffix);
    return Bytes.wrap(key);
  }
}
