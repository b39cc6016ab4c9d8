package io.iotpipeline.streamsapp.validate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast reader for the common form of an event: Avro binary with the layout of our schema
 * (event_id, sensor_id, event_time, measurements, in this order), ids and names in ASCII, the map
 * in one block, no extra bytes.
 *
 * <p>It returns null for any other form. The configured deserializer then reads the event; it
 * supports everything that Avro allows. For the common form both return the same event. Not
 * thread-safe.
 */
final class SensorEventReader {

  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** Limit of the fast form, because every name is compared with every other one. */
  private static final int MAX_MEASUREMENTS = 32;

  /** The names of the previous event: most events have the same names in the same order. */
  private final String[] names = new String[MAX_MEASUREMENTS];

  private byte[] in;
  private int at;

  /**
   * @param from offset of the event, after the schema id
   * @return the event, or null if it does not have the common form
   */
  DecodedEvent read(byte[] value, int from) {
    in = value;
    at = from;
    try {
      return read();
    } catch (IndexOutOfBoundsException otherForm) {
      return null;
    }
  }

  private DecodedEvent read() {
    if (readLong() != EventIds.LENGTH || !EventIds.isCanonical(in, at)) {
      return null;
    }
    long idHigh = EventIds.high(in, at);
    long idLow = EventIds.low(in, at);
    at += EventIds.LENGTH;
    String sensorId = readName(null);
    long time = readLong();
    long size = readLong();
    if (sensorId == null || size < 1 || size > MAX_MEASUREMENTS) {
      return null;
    }
    String[] metrics = new String[(int) size];
    double[] values = new double[(int) size];
    for (int i = 0; i < size; i++) {
      String metric = readName(names[i]);
      if (metric == null || contains(metric, metrics, i)) {
        return null;
      }
      names[i] = metric;
      metrics[i] = metric;
      values[i] = (double) DOUBLE.get(in, at);
      at += Double.BYTES;
    }
    if (in[at++] != 0 || at != in.length) {
      return null;
    }
    return new DecodedEvent(in, sensorId, idHigh, idLow, time, metrics, values);
  }

  /** An Avro long: zigzag, 7 bits per byte, lowest bits first. */
  private long readLong() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = in[at++];
      bits |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return bits >>> 1 ^ -(bits & 1);
      }
    }
    throw new IndexOutOfBoundsException("a number has more than 64 bits");
  }

  /**
   * Reads an ASCII string; null for any other string. Reuses the expected object if it is equal.
   */
  private String readName(String expected) {
    long length = readLong();
    int end = at + (int) length;
    if (length < 0 || length > in.length - at) {
      return null;
    }
    if (expected != null && isEqual(expected, end)) {
      at = end;
      return expected;
    }
    for (int i = at; i < end; i++) {
      if (in[i] < 0) {
        return null;
      }
    }
    String name = new String(in, at, (int) length, US_ASCII);
    at = end;
    return name;
  }

  private boolean isEqual(String expected, int end) {
    int length = end - at;
    if (expected.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (expected.charAt(i) != in[at + i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(String name, String[] names, int size) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return true;
      }
    }
    return false;
  }
}
