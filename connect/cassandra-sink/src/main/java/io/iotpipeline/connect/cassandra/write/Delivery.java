package io.iotpipeline.connect.cassandra.write;

import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The records of one {@code put}, until each is written or reported as rejected. Threads of the
 * driver count down the rows; everything else belongs to the task's thread.
 */
final class Delivery {

  private final Collection<SinkRecord> records;

  /** The lowest offset of each partition that the task has and that the delivery has records of. */
  private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();

  private final AtomicInteger unfinishedRows = new AtomicInteger();

  /** By identity, because a transformation can give records of several topics the same one. */
  private final IdentityHashMap<SinkRecord, RejectedRecord> rejected = new IdentityHashMap<>();

  Delivery(Collection<SinkRecord> records) {
    this.records = records;
    TopicPartition partition = null;
    for (SinkRecord record : records) {
      // A poll has the records of one partition after the other.
      if (partition == null
          || partition.partition() != record.originalKafkaPartition()
          || !partition.topic().equals(record.originalTopic())) {
        partition = partition(record);
        firstOffsets.merge(partition, record.originalKafkaOffset(), Math::min);
      }
    }
  }

  private static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }

  /** Returns the number of records. */
  int size() {
    return records.size();
  }

  /** Adds rows that must be written. */
  void expect(int rows) {
    unfinishedRows.addAndGet(rows);
  }

  /** Takes rows off that are written, or need not be written any more. Thread-safe. */
  void finish(int rows) {
    unfinishedRows.addAndGet(-rows);
  }

  /** Keeps the first reason of a record. */
  void reject(SinkRecord record, Throwable reason) {
    rejected.putIfAbsent(record, new RejectedRecord(record, reason));
  }

  /** Returns whether no row is to be written any more; rejected records may still be unreported. */
  boolean isFinished() {
    return unfinishedRows.get() == 0;
  }

  /** Returns the rejected records of the task's partitions, each once. */
  List<RejectedRecord> rejected() {
    if (rejected.isEmpty()) {
      return List.of();
    }
    return records.stream()
        .map(rejected::get)
        .filter(Objects::nonNull)
        .filter(record -> owns(record.record()))
        .toList();
  }

  /** Returns whether the task still has to write the record. */
  boolean owns(SinkRecord record) {
    return firstOffsets.containsKey(partition(record));
  }

  /** Leaves the records of the partitions to the task that gets them. */
  void forget(Collection<TopicPartition> partitions) {
    firstOffsets.keySet().removeAll(partitions);
  }

  /** Leaves all records to a later delivery. */
  void forgetAll() {
    firstOffsets.clear();
  }

  /** The offsets, by partition, from which on a record may not be written. */
  Map<TopicPartition, Long> firstOffsets() {
    return firstOffsets;
  }
}
