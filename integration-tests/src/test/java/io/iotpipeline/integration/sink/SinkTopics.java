package io.iotpipeline.integration.sink;

import io.iotpipeline.integration.stack.TestStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends text to topics of one partition, and reads them. */
final class SinkTopics implements AutoCloseable {

  /** Above the size of the largest record of a test. */
  private static final int MAX_REQUEST_BYTES = 32 << 20;

  /**
   * The time of all records, so that only their offsets show which is later. It is a recent time:
   * the broker deletes records that are older than their topic's retention, also before they are
   * read.
   */
  private final long sentAt = System.currentTimeMillis();

  private final TestStack stack;
  private final KafkaProducer<String, String> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  SinkTopics(TestStack stack) {
    this.stack = stack;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                stack.pipeline().bootstrapServers(),
                "max.request.size",
                MAX_REQUEST_BYTES,
                "buffer.memory",
                2L * MAX_REQUEST_BYTES),
            new StringSerializer(),
            new StringSerializer());
  }

  void send(String topic, String value) {
    send(topic, null, value);
  }

  void send(String topic, String key, String value) {
    sent.add(producer.send(new ProducerRecord<>(topic, 0, sentAt, key, value)));
  }

  /** Sends a record with the current time, for what happens between two records. */
  void sendNow(String topic, String key, String value) {
    sent.add(producer.send(new ProducerRecord<>(topic, 0, null, key, value)));
  }

  /** Waits until everything is acknowledged. */
  void flush() throws Exception {
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    sent.clear();
  }

  List<ConsumerRecord<String, String>> read(String topic) {
    List<ConsumerRecord<String, String>> found = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stack.pipeline().bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found;
  }

  static String header(ConsumerRecord<String, String> entry, String name) {
    return new String(entry.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
