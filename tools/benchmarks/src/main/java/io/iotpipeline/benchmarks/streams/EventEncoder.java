package io.iotpipeline.benchmarks.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Encodes events with random readings. For speed it writes Avro itself, after the header that the
 * configured serializer writes. Not thread-safe.
 */
public final class EventEncoder {

  private static final List<String> KNOWN = List.of("temperature", "humidity");
  private static final int HEADER_BYTES = 5;
  private static final int UUID_LENGTH = 36;

  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] header;
  private final List<byte[]> metrics;
  private final SplittableRandom random;

  /**
   * @param metrics readings of each event
   * @param seed of the readings
   * @throws IllegalStateException if the registry's serializer encodes events in another way
   */
  public EventEncoder(DevStackConfig config, int metrics, long seed) {
    this.header = header(config);
    this.metrics = metricNames(metrics);
    this.random = new SplittableRandom(seed);
  }

  /** Known metrics first, whose limits the values keep. */
  private static List<byte[]> metricNames(int number) {
    List<byte[]> names = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      names.add((i < KNOWN.size() ? KNOWN.get(i) : "metric_" + i).getBytes(US_ASCII));
    }
    return names;
  }

  /**
   * Returns the value of a record.
   *
   * @param sensor name of the sensor, in ASCII
   * @param time event time, milliseconds since 1970
   */
  public byte[] event(UUID id, byte[] sensor, long time) {
    buffer.clear();
    buffer.put(header);
    putLong(UUID_LENGTH);
    putUuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    putLong(sensor.length);
    buffer.put(sensor);
    putLong(time);
    putLong(metrics.size());
    for (int i = 0; i < metrics.size(); i++) {
      putMetric(metrics.get(i), 20 + random.nextInt(2000) / 100.0);
    }
    putLong(0);
    return written();
  }

  private byte[] written() {
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }

  private void putMetric(byte[] name, double value) {
    putLong(name.length);
    buffer.put(name).putDouble(value);
  }

  private void putUuid(long high, long low) {
    String hex = HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    String text =
        String.join(
            "-",
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(12, 16),
            hex.substring(16, 20),
            hex.substring(20));
    buffer.put(text.getBytes(US_ASCII));
  }

  /** Avro's long: zigzag encoding, then 7 bits per byte, lowest bits first. */
  private void putLong(long value) {
    long bits = (value << 1) ^ (value >> 63);
    while ((bits & ~0x7fL) != 0) {
      buffer.put((byte) ((bits & 0x7f) | 0x80));
      bits >>>= 7;
    }
    buffer.put((byte) bits);
  }

  /** The header of a serialized event, after a check that the rest equals the encoding here. */
  private byte[] header(DevStackConfig config) {
    AvroSerdes serdes = KafkaClients.serdes(config.pipeline());
    try (Serializer<SensorEvent> serializer = serdes.serializer()) {
      SensorEvent sample =
          new SensorEvent(
              new UUID(1, 2).toString(), "s", Instant.EPOCH, Map.of("temperature", 1.0));
      byte[] whole = serializer.serialize(Topics.SENSOR_EVENTS.name(), sample);
      buffer.clear();
      putLong(UUID_LENGTH);
      putUuid(1, 2);
      putLong(1);
      buffer.put("s".getBytes(UTF_8));
      putLong(0);
      putLong(1);
      putMetric("temperature".getBytes(US_ASCII), 1.0);
      putLong(0);
      byte[] encoded = written();
      if (!Arrays.equals(whole, HEADER_BYTES, whole.length, encoded, 0, encoded.length)) {
        throw new IllegalStateException(
            "the serializer does not write a 5-byte header and then Avro of SensorEvent:"
                + " EventEncoder needs the same encoding");
      }
      return Arrays.copyOf(whole, HEADER_BYTES);
    }
  }
}
