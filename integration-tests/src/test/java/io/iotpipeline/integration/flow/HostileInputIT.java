package io.iotpipeline.integration.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.schemas.PollLimit;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Legal records that need much memory or break arithmetic; nothing stops, and all is counted. */
@ExtendWith(SharedStack.class)
class HostileInputIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");
  private static final int MEGABYTE = 1_000_000;

  /** More than ten polls' worth. The chaos runs send several hundred. */
  private static final int BOMBS = 100;

  private final TestStack stack;

  HostileInputIT(TestStack stack) {
    this.stack = stack;
  }

  @Test
  void a_record_that_is_too_large_before_compression_is_refused_by_the_broker() {
    byte[] letters = new byte[4 * MEGABYTE];
    Random random = new Random(1);
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) ('A' + random.nextInt(3));
    }

    assertThatThrownBy(() -> send("gzip", 1, "letters", letters))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InvalidRecordException.class);
    assertThatThrownBy(() -> send("zstd", 1, "zeros", new byte[100 * MEGABYTE]))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InvalidRecordException.class);
  }

  @Test
  void megabytes_of_zeros_go_to_quarantine_a_few_at_a_time() throws Exception {
    Change change = stack.changeBy(() -> send("zstd", BOMBS, "bombs", new byte[MEGABYTE]));

    assertThat(change.rejections()).isEqualTo(Map.of("TOO_LARGE", (long) BOMBS));
    assertThat(largestPollOf("bombs")).isBetween(8L * MEGABYTE, 10L * MEGABYTE);
  }

  @Test
  void incompressible_records_of_the_largest_size_go_to_quarantine_whole() throws Exception {
    byte[] value = new byte[1_048_400];
    new Random(1).nextBytes(value);
    byte[] keyOfHalf = new byte[500_000];
    new Random(2).nextBytes(keyOfHalf);

    Change change =
        stack.changeBy(
            () -> {
              send("none", 1, "largest", value);
              send("none", 1, keyOfHalf, new byte[500_000]);
            });

    assertThat(change.rejections()).isEqualTo(Map.of("TOO_LARGE", 2L));
  }

  @Test
  void the_largest_valid_events_pass_all_topics_and_the_sink() throws Exception {
    Change change =
        stack.changeBy(
            () -> {
              try (EventSender sender = new EventSender(stack.pipeline())) {
                for (int sensor = 0; sensor < 5; sensor++) {
                  sender.send(EventSender.event("wide-" + sensor, HOUR, wide(sensor)));
                }
              }
            });

    assertThat(change.of("validated-events")).isEqualTo(5);
    assertThat(change.of("sensor_events rows")).isEqualTo(5);
  }

  @Test
  void very_large_and_very_small_readings_have_the_statistics_of_exact_arithmetic()
      throws Exception {
    sendReadings("n-1", 1e200, 3e200);
    sendReadings("n-2", 1.797e308, 1.797e308);
    sendReadings("n-3", 1e308, -1e308, 1e-308);
    sendReadings("n-4", Double.MIN_VALUE, 0, -0.0);
    stack.verified();

    assertThat(hourly("n-1")).contains("\"mean\":2.0E200", "\"stddev\":1.0E200");
    assertThat(hourly("n-2")).contains("\"count\":1", "\"mean\":1.797E308", "\"stddev\":0.0");
    assertThat(hourly("n-3")).contains("\"sum\":1.0E-308", "\"stddev\":8.16496580927726E307");
  }

  private String hourly(String sensor) {
    return stack.verbs().succeed("query", "hourly", sensor, "--json");
  }

  private void sendReadings(String sensor, double... readings) throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (double reading : readings) {
        sender.send(EventSender.event(sensor, HOUR, Map.of("x", reading)));
      }
    }
  }

  /** 256 metrics with names of 240 random characters: just below the limit of a record. */
  private static Map<String, Double> wide(int seed) {
    Random random = new Random(seed);
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < 256; i++) {
      StringBuilder name = new StringBuilder();
      for (int c = 0; c < 240; c++) {
        name.append((char) ('a' + random.nextInt(26)));
      }
      measurements.put(name.toString(), random.nextDouble());
    }
    return measurements;
  }

  private void send(String compression, int times, String key, byte[] value) throws Exception {
    send(compression, times, key.getBytes(UTF_8), value);
  }

  private void send(String compression, int times, byte[] key, byte[] value) throws Exception {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            stack.pipeline().bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            compression,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Integer.MAX_VALUE / 2,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            200L * MEGABYTE);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      for (int i = 0; i < times; i++) {
        producer.send(new ProducerRecord<>(Topics.SENSOR_EVENTS.name(), key, value)).get();
      }
    }
  }

  /** Bytes of the largest poll of the partition that has records of this key. */
  private long largestPollOf(String key) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            stack.pipeline().bootstrapServers(),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1000);
    try (KafkaConsumer<byte[], byte[]> consumer = PollLimit.consumer(config)) {
      long largest = 0;
      int found = 0;
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.SENSOR_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (found < BOMBS) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
          bytes += Math.max(0, record.serializedValueSize());
          found +=
              new String(record.key() == null ? new byte[0] : record.key(), UTF_8).equals(key)
                  ? 1
                  : 0;
        }
        largest = Math.max(largest, bytes);
      }
      assertThat(found).isEqualTo(BOMBS);
      return largest;
    }
  }
}
