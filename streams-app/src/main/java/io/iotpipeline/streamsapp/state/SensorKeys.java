package io.iotpipeline.streamsapp.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the sensor store: what it is (1 byte), the sensor id's length in bytes (2 bytes), the
 * id in UTF-8, then for an hour its start (8 bytes, sorted as the times are), then for a chunk of
 * ids its number (4 bytes).
 *
 * <p>With the length in front no id is the prefix of another, so a range over one sensor meets no
 * neighbour. Bytes compare as unsigned; turning the sign bit puts times before 1970 first.
 */
final class SensorKeys {

  private static final byte SENSOR = 1;
  private static final byte HOUR = 2;
  private static final byte IDS = 3;
  private static final byte DUE = 4;
  private static final byte BASELINES = 5;
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

  /** Of an hour that has changed since it was last told of. */
  static Bytes due(String sensorId, long hourStart) {
    return key(DUE, sensorId, sortable(hourStart));
  }

  static Bytes baselines(String sensorId) {
    return key(BASELINES, sensorId, new byte[0]);
  }

  static Bytes firstSensor() {
    return Bytes.wrap(new byte[] {SENSOR});
  }

  static Bytes lastSensor() {
    return beforeAll(SENSOR + 1);
  }

  static Bytes firstDue() {
    return Bytes.wrap(new byte[] {DUE});
  }

  static Bytes lastDue() {
    return beforeAll(DUE + 1);
  }

  static String sensorId(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    return new String(key.get(), PREFIX_BYTES, bytes.getShort(1), UTF_8);
  }

  static long hourStart(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    return bytes.getLong(PREFIX_BYTES + bytes.getShort(1)) ^ Long.MIN_VALUE;
  }

  private static Bytes beforeAll(int kind) {
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
