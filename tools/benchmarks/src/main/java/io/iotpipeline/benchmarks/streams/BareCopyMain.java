package io.iotpipeline.benchmarks.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The baseline of the streams benchmark: copies the bytes of one topic to another in transactions
 * that are longer than those of the app, with its compression, and the poll and batch sizes that
 * were the fastest. Does nothing else. Runs until it is killed.
 *
 * <p>Arguments: brokers, consumer group, source topic, target topic, threads.
 */
public final class BareCopyMain {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private BareCopyMain() {}

  public static void main(String[] args) {
    int threads = Integer.parseInt(args[4]);
    for (int i = 0; i < threads; i++) {
      int share = i;
      new Thread(() -> copy(args, share, threads), "copy-" + i).start();
    }
  }

  /**
   * Copies the partitions whose number is {@code share} modulo {@code threads}; static assignment.
   */
  private static void copy(String[] args, int share, int threads) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(args[0], args[1]);
        KafkaProducer<byte[], byte[]> producer = producer(args[0])) {
      consumer.assign(
          consumer.partitionsFor(args[2]).stream()
              .filter(partition -> partition.partition() % threads == share)
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList());
      producer.initTransactions();
      while (!Thread.currentThread().isInterrupted()) {
        transaction(consumer, producer, args[3]);
      }
    }
  }

  private static void transaction(
      KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer, String to) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    long end = System.nanoTime() + COMMIT_INTERVAL.toNanos();
    while (System.nanoTime() < end) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
      if (offsets.isEmpty() && !records.isEmpty()) {
        producer.beginTransaction();
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        // If a send fails, the commit fails.
        Future<RecordMetadata> unused =
            producer.send(new ProducerRecord<>(to, record.key(), record.value()));
      }
      offsets.putAll(records.nextOffsets());
    }
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String brokers, String group) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5000);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(String brokers) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "bare-copy-" + UUID.randomUUID(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            100,
            ProducerConfig.BATCH_SIZE_CONFIG,
            64 * 1024);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
