package io.iotpipeline.benchmarks.sink;

import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.schemas.AvroSerdes;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Fills the topic of a connector with records of the last hour. */
public final class RowFiller {

  private static final Duration SPAN = Duration.ofHours(1);

  private final DevStackConfig config;
  private final PrintStream out;

  public RowFiller(DevStackConfig config, PrintStream out) {
    this.config = config;
    this.out = out;
  }

  /**
   * Writes the records.
   *
   * @throws IllegalStateException if a record cannot be written
   */
  public void fill(BenchTable table, long rows, long sensors) {
    AvroSerdes serdes = KafkaClients.serdes(config.pipeline());
    SplittableRandom random = new SplittableRandom(rows + sensors);
    Instant start = Instant.now().minus(SPAN);
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Serializer<SpecificRecord> avro = serdes.serializer();
        KafkaProducer<byte[], byte[]> producer = producer()) {
      for (long i = 0; i < rows; i++) {
        Instant time = start.plusMillis(i * SPAN.toMillis() / rows);
        SpecificRecord entry = table.entry(i, sensors, time, random);
        byte[] key =
            entry
                .get(entry.getSchema().getField("sensor_id").pos())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(
                    table.topic.name(), key, avro.serialize(table.topic.name(), entry)),
                (written, e) -> failure.compareAndSet(null, e));
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("cannot fill topic " + table.topic.name(), failure.get());
    }
    out.printf("  filled %s with %,d records%n", table.topic.name(), rows);
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties =
        config
            .pipeline()
            .kafkaSettings(
                Map.of(
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    "lz4",
                    ProducerConfig.LINGER_MS_CONFIG,
                    20));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
