package io.iotpipeline.streamsapp.validate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the plain case of an event straight from its bytes: Avro's binary form of our own schema
 * (event_id, sensor_id, event_time, measurements, in this order), ids and names in ASCII, the map
 * in one block, nothing left over. For anything else there is the configured deserializer, which
 * reads all that Avro allows and tells what is wrong; of the plain case both make the same event.
 * One instance a thread.
 */
final class SensorEventReader {

  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** More than this is not worth a way of its own: names are compared each with each. */
  private static final int MOST_MEASUREMENTS = 32;

  /** The names of the event before: most events of a fleet carry the same in the same order. */
  private final String[] names = new String[MOST_MEASUREMENTS];

  private byte[] in;
  private int at;

  /**
   * @param from where the event begins, behind the schema id
   * @return the event, or null when it is not the plain case
   */
  DecodedEvent read(byte[] value, int from) {
    in = value;
    at = from;
    try {
      return read();
    } catch (IndexOutOfBoundsException notPlain) {
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
    if (sensorId == null || size < 1 || size > MOST_MEASUREMENTS) {
      return null;
    }
    String[] metrics = new String[(int) size];
    double[] values = new double[(int) size];
    for (int i = 0; i < size; i++) {
      String metric = readName(names[i]);
      if (metric == null || isAmong(metric, metrics, i)) {
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

  /** Avro's long: 7 bits a byte, the lowest first, the sign in the lowest bit. */
  private long readLong() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = in[at++];
      bits |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return bits >>> 1 ^ -(bits & 1);
      }
    }
    throw new IndexOutOfBoundsException("a number of more than 64 bits");
  }

  /** A string of ASCII, or null; the object that is expected if it says the same. */
  private String readName(String expected) {
    long length = readLong();
    int end = at + (int) length;
    if (length < 0 || length > in.length - at) {
      return null;
    }
    if (expected != null && saysTheSame(expected, end)) {
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

  private boolean saysTheSame(String expected, int end) {
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

  private static boolean isAmong(String name, String[] names, int size) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return true;
      }
    }
    return false;
  }
}
