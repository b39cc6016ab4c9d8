package io.iotpipeline.streamsapp.state;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** The stored form of a sensor: a version byte, then five times of 8 bytes each, big-endian. */
final class SensorCodec {

  /** The first byte. A new form takes the next number; this form must stay readable. */
  private static final byte VERSION = 1;

  private SensorCodec() {}

  static byte[] write(Sensor sensor) {
    return ByteBuffer.allocate(1 + 5 * Long.BYTES)
        .put(VERSION)
        .putLong(sensor.clock)
        .putLong(sensor.openFrom)
        .putLong(sensor.newestHour)
        .putLong(sensor.oldestHour)
        .putLong(sensor.lastSeen)
        .array();
  }

  static Sensor read(String id, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new SerializationException(
          "a stored sensor has form "
              + version
              + "; this version of the app reads form "
              + VERSION);
    }
    Sensor sensor = new Sensor(id);
    sensor.clock = in.getLong();
    sensor.openFrom = in.getLong();
    sensor.newestHour = in.getLong();
    sensor.oldestHour = in.getLong();
    sensor.lastSeen = in.getLong();
    return sensor;
  }
}
