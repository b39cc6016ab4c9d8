package io.iotpipeline.admin.quarantine;

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
 * Reads a topic up to where all its partitions ended when the reading began, so that records which
 * arrive meanwhile, perhaps because of the reading, do not prolong it.
 */
final class BoundedReader {

  private static final Duration POLL = Duration.ofMillis(200);

  /** How much the clocks of broker and apps may differ: readings by time begin earlier by this. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final Consumer<byte[], byte[]> consumer;
  private final ReadProgress progress;

  BoundedReader(Consumer<byte[], byte[]> consumer, ReadProgress progress) {
    this.consumer = consumer;
    this.progress = progress;
  }

  /**
   * Reads nothing of a topic that does not exist.
   *
   * @param since passes over what was appended long before; null reads all
   * @param sink takes a record, and answers whether it wants more
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
    // Markers of transactions take offsets too: only the position tells that an end is reached.
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.get(partition) && !sink.test(record)) {
          return;
        }
      }
      progress.advance(records.count());
    }
  }

  private Map<TopicPartition, Long> starts(
      List<TopicPartition> partitions, Instant since, Map<TopicPartition, Long> ends) {
    if (since == null) {
      return consumer.beginningOffsets(partitions);
    }
    long from = Math.max(0, since.minus(CLOCKS_DIFFER).toEpochMilli());
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
