package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.kafka.ReadTimeout;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads all partitions of a topic up to their end offsets at the start of the read. Records that
 * arrive during the read are ignored, even if the read causes them.
 */
final class BoundedReader {

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  /** Largest expected difference between the clocks of broker and apps. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);

  private final Consumer<byte[], byte[]> consumer;
  private final ReadProgress progress;

  BoundedReader(Consumer<byte[], byte[]> consumer, ReadProgress progress) {
    this.consumer = consumer;
    this.progress = progress;
  }

  /**
   * Reads records until the end or until the sink returns false. A topic that does not exist counts
   * as empty.
   *
   * @param since skips records that were appended more than an hour before; null reads all
   * @param sink receives a record and returns whether to continue
   */
  void read(String topic, Instant since, Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> starts = starts(partitions, since, ends);
    consumer.assign(partitions);
    starts.forEach(consumer::seek);
    progress.start(topic, sum(ends) - sum(starts));
    ReadTimeout timeout = new ReadTimeout(topic);
    // Transaction markers take offsets too, so only the position shows that an end is reached.
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.get(partition) && !sink.test(record)) {
          return;
        }
      }
      progress.advance(records.count());
      timeout.check(partitions.stream().mapToLong(consumer::position).sum());
    }
  }

  private Map<TopicPartition, Long> starts(
      List<TopicPartition> partitions, Instant since, Map<TopicPartition, Long> ends) {
    if (since == null) {
      return consumer.beginningOffsets(partitions);
    }
    long from = Math.max(0, since.minus(MAX_CLOCK_SKEW).toEpochMilli());
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, from));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = found.get(partition);
      starts.put(partition, start == null ? ends.get(partition) : start.offset());
    }
    return starts;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
