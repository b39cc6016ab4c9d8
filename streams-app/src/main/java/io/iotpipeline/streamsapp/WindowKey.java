package io.iotpipeline.streamsapp;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * One hour of one sensor.
 *
 * @param sensorId the sensor
 * @param windowStart first instant of the hour, milliseconds since 1970-01-01T00:00:00Z
 */
record WindowKey(String sensorId, long windowStart) {

  /** The sensor's prefix, then the start in 8 bytes, which sort as the times do. */
  static Serde<WindowKey> serde() {
    return Serdes.serdeFrom(
        (topic, key) -> key == null ? null : key.toBytes(),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  private byte[] toBytes() {
    // Bytes compare as unsigned: turning the sign bit puts the times before 1970 first.
    return SensorPrefix.write(sensorId, Long.BYTES).putLong(windowStart ^ Long.MIN_VALUE).array();
  }

  private static WindowKey fromBytes(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    return new WindowKey(SensorPrefix.read(key), key.getLong() ^ Long.MIN_VALUE);
  }
}
