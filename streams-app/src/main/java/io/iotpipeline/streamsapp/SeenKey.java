package io.iotpipeline.streamsapp;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** One event id of one sensor. */
record SeenKey(String sensorId, UUID eventId) {

  private static final UUID LEAST = new UUID(0, 0);
  private static final UUID GREATEST = new UUID(-1, -1);

  /** Before every key of the sensor, in the order of the bytes. */
  static SeenKey first(String sensorId) {
    return new SeenKey(sensorId, LEAST);
  }

  /** After every key of the sensor, in the order of the bytes. */
  static SeenKey last(String sensorId) {
    return new SeenKey(sensorId, GREATEST);
  }

  /** The sensor's prefix, then the 16 bytes of the id. */
  static Serde<SeenKey> serde() {
    return Serdes.serdeFrom(
        (topic, key) -> key == null ? null : key.toBytes(),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  private byte[] toBytes() {
    return SensorPrefix.write(sensorId, 2 * Long.BYTES)
        .putLong(eventId.getMostSignificantBits())
        .putLong(eventId.getLeastSignificantBits())
        .array();
  }

  private static SeenKey fromBytes(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    return new SeenKey(SensorPrefix.read(key), new UUID(key.getLong(), key.getLong()));
  }
}
