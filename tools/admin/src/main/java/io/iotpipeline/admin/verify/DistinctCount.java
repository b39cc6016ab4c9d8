package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.Topic;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Number of records and of distinct ids in a topic. All records with one id must be in the same
 * partition: the ids of one partition are held in memory at a time.
 *
 * @param ids fingerprint of the distinct ids
 */
record DistinctCount(RecordCount count, long distinct, IdFingerprint ids) {

  static DistinctCount of(
      TopicReader reader, Topic topic, Function<ConsumerRecord<byte[], byte[]>, UUID> idOf) {
    RecordCount total = new RecordCount(0, 0);
    long distinct = 0;
    IdFingerprint ids = new IdFingerprint();
    for (TopicPartition partition : reader.partitions(topic.name())) {
      Set<UUID> seen = new HashSet<>();
      RecordCount count =
          RecordCount.of(
              reader,
              partition,
              record -> {
                UUID id = idOf.apply(record);
                if (seen.add(id)) {
                  ids.add(id);
                }
              });
      total = total.plus(count);
      distinct += seen.size();
    }
    return new DistinctCount(total, distinct, ids);
  }
}
