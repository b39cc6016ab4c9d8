package io.iotpipeline.benchmarks.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
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

/** Fills sensor-events with the events of a {@link Workload}. */
public final class EventFiller {

  private static final int MAX_LATE_MS = (int) Duration.ofHours(1).toMillis();
  private static final long PROGRESS_INTERVAL = 1_000_000;

  private final DevStackConfig config;
  private final PrintStream out;

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
    long events = workload.events();
    SplittableRandom random = new SplittableRandom(events + workload.sensors());
    long start = Instant.now().minus(workload.span()).toEpochMilli();
    double step = (double) workload.span().toMillis() / events;
    EventEncoder encoder = new EventEncoder(config, workload.metrics(), events);
    long startNanos = System.nanoTime();
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (long i = 0; i < events; i++) {
        byte[] sensor = "sensor-%06d".formatted(i % workload.sensors()).getBytes(US_ASCII);
        boolean late = workload.late() > 0 && random.nextDouble() < workload.late();
        long time = start + (long) (i * step) - (late ? random.nextInt(MAX_LATE_MS) : 0);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        byte[] value = encoder.event(id, sensor, time);
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

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L * 1024 * 1024);
    return new KafkaProducer<>(
        config.pipeline().kafkaSettings(properties),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
