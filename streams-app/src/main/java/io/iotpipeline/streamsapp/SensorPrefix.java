package io.iotpipeline.streamsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * How the keys of the stores begin: the length of the sensor id in bytes (2 bytes), then the id in
 * UTF-8. With the length in front no id is the prefix of another, so a range scan over one sensor
 * meets no neighbour.
 */
final class SensorPrefix {

  private SensorPrefix() {}

  /** A buffer that holds the prefix and has room for exactly {@code suffix} more bytes. */
  static ByteBuffer write(String sensorId, int suffix) {
    byte[] id = sensorId.getBytes(UTF_8);
    return ByteBuffer.allocate(Short.BYTES + id.length + suffix)
        .putShort((short) id.length)
        .put(id);
  }

  static String read(ByteBuffer key) {
    byte[] id = new byte[key.getShort()];
    key.get(id);
    return new String(id, UTF_8);
  }
}
