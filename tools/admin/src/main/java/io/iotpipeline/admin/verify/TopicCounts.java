package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.ValidatedEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What the topics hold.
 *
 * @param input records of sensor-events
 * @param validated records of validated-events
 * @param distinctValidated different events among them, by sensor, id and time
 * @param validatedIds fingerprint of those ids
 * @param rejected records of rejected-events
 * @param reasons rejected records by reason
 * @param aggregates records of hourly-aggregates, many for a row
 * @param expired records of the first three that retention has removed
 */
record TopicCounts(
    long input,
    long validated,
    long distinctValidated,
    IdFingerprint validatedIds,
    long rejected,
    Map<String, Long> reasons,
    long aggregates,
    long expired) {

  static TopicCounts read(Pipeline pipeline) {
    AvroSerdes serdes = AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, pipeline.registryUrl()));
    try (TopicReader reader = new TopicReader(pipeline);
        Deserializer<ValidatedEvent> validatedEvents = serdes.deserializer();
        Deserializer<RejectedEvent> rejectedEvents = serdes.deserializer()) {
      long[] expired = {0};
      long input = count(reader, Topics.SENSOR_EVENTS.name(), expired);

      long[] validated = {0};
      long distinct = 0;
      IdFingerprint fingerprint = new IdFingerprint();
      // A sensor's events share a partition, so ids need comparing within one partition only.
      for (TopicPartition partition : reader.partitions(Topics.VALIDATED_EVENTS.name())) {
        Set<UUID> seen = new HashSet<>();
        long beginning = reader.beginning(partition);
        expired[0] += beginning;
        reader.read(
            partition,
            beginning,
            record -> {
              validated[0]++;
              ValidatedEvent event = validatedEvents.deserialize(record.topic(), record.value());
              UUID id =
                  IdFingerprint.id(
                      event.getSensorId(),
                      UUID.fromString(event.getEventId()),
                      event.getEventTime().toEpochMilli());
              if (seen.add(id)) {
                fingerprint.add(id);
              }
            });
        distinct += seen.size();
      }

      long[] rejected = {0};
      Map<String, Long> reasons = new TreeMap<>();
      for (TopicPartition partition : reader.partitions(Topics.REJECTED_EVENTS.name())) {
        long beginning = reader.beginning(partition);
        expired[0] += beginning;
        reader.read(
            partition,
            beginning,
            record -> {
              rejected[0]++;
              RejectedEvent event = rejectedEvents.deserialize(record.topic(), record.value());
              reasons.merge(event.getReason(), 1L, Long::sum);
            });
      }
      long aggregates = count(reader, Topics.HOURLY_AGGREGATES.name(), new long[1]);
      return new TopicCounts(
          input, validated[0], distinct, fingerprint, rejected[0], reasons, aggregates, expired[0]);
    }
  }

  private static long count(TopicReader reader, String topic, long[] expired) {
    long[] count = {0};
    for (TopicPartition partition : reader.partitions(topic)) {
      long beginning = reader.beginning(partition);
      expired[0] += beginning;
      reader.read(partition, beginning, record -> count[0]++);
    }
    return count[0];
  }
}
