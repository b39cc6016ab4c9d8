package io.iotpipeline.chaos.load;

import io.iotpipeline.chaos.hostile.HostileBurst;
import io.iotpipeline.chaos.hostile.HostileKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends bursts to the input topic, with one Kafka producer per codec. For one thread. */
final class HostileSender implements AutoCloseable {

  /** A producer gets the whole record before it compresses it. */
  private static final int MAX_REQUEST_BYTES = 400_000_000;

  private static final int BUFFER_BYTES = 420_000_000;

  private final String bootstrapServers;
  private final HostileTally tally;
  private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();

  HostileSender(String bootstrapServers, HostileTally tally) {
    this.bootstrapServers = bootstrapServers;
    this.tally = tally;
  }

  void send(HostileKind kind, HostileBurst burst) {
    if (burst.transaction()) {
      sendUncommitted(kind, burst);
      return;
    }
    KafkaProducer<byte[], byte[]> producer =
        producers.computeIfAbsent(burst.compression(), codec -> producer(codec, Map.of()));
    for (ProducerRecord<byte[], byte[]> record : burst.records()) {
      tally.sent(kind);
      try {
        var unused = producer.send(record, (metadata, failure) -> tally.completed(kind, failure));
        if (burst.oneBatchEach()) {
          producer.flush();
        }
      } catch (KafkaException e) { // the client refuses it before it is sent
        tally.completed(kind, e);
      }
    }
  }

  /** A producer that ends like one whose machine has died: it neither commits nor aborts. */
  private void sendUncommitted(HostileKind kind, HostileBurst burst) {
    KafkaProducer<byte[], byte[]> producer =
        producer(
            burst.compression(),
            Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "hostile-" + UUID.randomUUID()));
    try {
      producer.initTransactions();
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : burst.records()) {
        tally.sent(kind);
        tally.uncommitted(kind);
        var unused = producer.send(record);
      }
      producer.flush();
    } catch (KafkaException e) {
      // The broker is away: then there is one open transaction less.
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  private KafkaProducer<byte[], byte[]> producer(String compression, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "hostile-" + compression);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    // No answer is counted as unknown only after servers have had the time to come back.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 120_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 600_000);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(config, bytes, bytes);
  }

  /** Waits until each record is acknowledged or has failed. */
  @Override
  public void close() {
    producers.values().forEach(KafkaProducer::close);
  }
}
