package io.iotpipeline.benchmarks.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Fills sensor-events with the events of a {@link Workload}. For speed it encodes Avro itself,
 * after the header that the configured serializer writes.
 */
public final class EventFiller {

  private static final int MAX_LATE_MS = (int) Duration.ofHours(1).toMillis();
  private static final long PROGRESS_INTERVAL = 1_000_000;
  private static final List<String> KNOWN = List.of("temperature", "humidity");
  private static final int HEADER_BYTES = 5;
  private static final int UUID_LENGTH = 36;

  private final DevStackConfig config;
  private final PrintStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);

  public EventFiller(DevStackConfig config, PrintStream out) {
    this.config = config;
    this.out = out;
  }

  /**
   * Writes the events.
   *
   * @throws IllegalStateException if an event cannot be written
   */
  public void fill(Workload workload) {
    byte[] header = header();
    long events = workload.events();
    SplittableRandom random = new SplittableRandom(events + workload.sensors());
    long start = Instant.now().minus(workload.span()).toEpochMilli();
    double step = (double) workload.span().toMillis() / events;
    List<byte[]> metrics = metricNames(workload.metrics());
    long startNanos = System.nanoTime();
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (long i = 0; i < events; i++) {
        byte[] sensor = "sensor-%06d".formatted(i % workload.sensors()).getBytes(US_ASCII);
        boolean late = workload.late() > 0 && random.nextDouble() < workload.late();
        long time = start + (long) (i * step) - (late ? random.nextInt(MAX_LATE_MS) : 0);
        byte[] value = event(header, random, sensor, time, metrics);
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(Topics.SENSOR_EVENTS.name(), sensor, value),
                (written, e) -> failure.compareAndSet(null, e));
        if ((i + 1) % PROGRESS_INTERVAL == 0) {
          double seconds = (System.nanoTime() - startNanos) / 1e9;
          out.printf("  filled %,d of %,d, %,.0f/s%n", i + 1, events, (i + 1) / seconds);
        }
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "cannot fill topic " + Topics.SENSOR_EVENTS.name(), failure.get());
    }
  }

  /** Known metrics first, whose limits the values keep. */
  private static List<byte[]> metricNames(int number) {
    List<byte[]> names = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      names.add((i < KNOWN.size() ? KNOWN.get(i) : "metric_" + i).getBytes(US_ASCII));
    }
    return names;
  }

  private byte[] event(
      byte[] header, SplittableRandom random, byte[] sensor, long time, List<byte[]> metrics) {
    buffer.clear();
    buffer.put(header);
    putLong(UUID_LENGTH);
    putUuid(random.nextLong(), random.nextLong());
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
  private byte[] header() {
    AvroSerdes serdes =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()));
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
                + " EventFiller needs the same encoding");
      }
      return Arrays.copyOf(whole, HEADER_BYTES);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.pipeline().bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L * 1024 * 1024);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
