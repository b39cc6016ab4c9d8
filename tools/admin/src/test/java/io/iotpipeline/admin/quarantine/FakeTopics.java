package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A consumer of topics in memory; what is appended after {@link #freezeEnds} is beyond the end. */
final class FakeTopics extends MockConsumer<byte[], byte[]> {

  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
  private boolean frozen;

  FakeTopics() {
    super("earliest");
  }

  FakeTopics reject(RejectedEvent event, Headers headers) {
    try {
      byte[] value = event.toByteBuffer().array();
      byte[] key = event.getKey() == null ? null : event.getKey().array();
      long time = event.getRejectedAt().toEpochMilli();
      return append(Topics.REJECTED_EVENTS.name(), event.getPartition(), time, key, value, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeTopics reject(RejectedEvent event) {
    return reject(event, new RecordHeaders());
  }

  FakeTopics append(
      String topic, int partition, long time, byte[] key, byte[] value, Headers headers) {
    TopicPartition place = new TopicPartition(topic, partition);
    List<ConsumerRecord<byte[], byte[]>> log = logs.computeIfAbsent(place, p -> new ArrayList<>());
    log.add(
        new ConsumerRecord<>(
            topic,
            partition,
            log.size(),
            time,
            TimestampType.LOG_APPEND_TIME,
            -1,
            -1,
            key,
            value,
            headers,
            Optional.empty()));
    if (!frozen) {
      updateBeginningOffsets(Map.of(place, 0L));
      updateEndOffsets(Map.of(place, (long) log.size()));
      updatePartitions(
          topic,
          logs.keySet().stream()
              .filter(known -> known.topic().equals(topic))
              .map(known -> new PartitionInfo(topic, known.partition(), null, null, null))
              .toList());
    }
    return this;
  }

  /** Records that are appended from now on arrive during the read. */
  FakeTopics freezeEnds() {
    frozen = true;
    return this;
  }

  /** Lets the consumer, which has partitions already, read what was appended since. */
  void deliver() {
    assignment()
        .forEach(
            place ->
                logs.get(place).stream()
                    .filter(record -> record.offset() >= position(place))
                    .forEach(this::addRecord));
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    partitions.forEach(partition -> logs.get(partition).forEach(this::addRecord));
  }

  @Override
  public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times) {
    Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
    times.forEach(
        (partition, time) ->
            found.put(
                partition,
                logs.get(partition).stream()
                    .filter(record -> record.timestamp() >= time)
                    .findFirst()
                    .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                    .orElse(null)));
    return found;
  }
}
