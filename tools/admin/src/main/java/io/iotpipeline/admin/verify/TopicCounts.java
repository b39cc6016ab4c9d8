package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.BatchReader;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Contents of the topics.
 *
 * @param input records of sensor-events
 * @param validated records of validated-events
 * @param distinctValidated distinct events among them, by sensor, id and time
 * @param validatedIds fingerprint of these ids
 * @param rejected records of rejected-events
 * @param reasons rejected records by reason
 * @param aggregates records of hourly-aggregates, several per row of the table
 * @param newestReadings the newest reading of each sensor in validated-events
 * @param expired records of the first three topics that retention has removed
 */
record TopicCounts(
    long input,
    long validated,
    long distinctValidated,
    IdFingerprint validatedIds,
    long rejected,
    Map<String, Long> reasons,
    long aggregates,
    long expired,
    NewestReadings newestReadings) {

  static TopicCounts read(Pipeline pipeline) {
    AvroSerdes serdes = KafkaClients.serdes(pipeline);
    try (TopicReader reader = new TopicReader(pipeline);
        BatchReader batches = new BatchReader(pipeline);
        Deserializer<ValidatedEvent> validatedEvents = serdes.deserializer();
        Deserializer<RejectedEvent> rejectedEvents = serdes.deserializer()) {
      NewestReadings newest = new NewestReadings();
      RecordCount input = RecordCount.of(reader, batches, Topics.SENSOR_EVENTS);
      DistinctCount validated =
          DistinctCount.of(
              reader,
              Topics.VALIDATED_EVENTS,
              record -> {
                ValidatedEvent event = validatedEvents.deserialize(record.topic(), record.value());
                newest.add(
                    event.getSensorId(),
                    event.getEventTime(),
                    Instant.ofEpochMilli(record.timestamp()));
                return idOf(event);
              });
      Map<String, Long> reasons = new TreeMap<>();
      RecordCount rejected =
          RecordCount.of(
              reader,
              Topics.REJECTED_EVENTS,
              record -> {
                RejectedEvent event = rejectedEvents.deserialize(record.topic(), record.value());
                reasons.merge(event.getReason(), 1L, Long::sum);
              });
      return new TopicCounts(
          input.records(),
          validated.count().records(),
          validated.distinct(),
          validated.ids(),
          rejected.records(),
          reasons,
          RecordCount.of(reader, Topics.HOURLY_AGGREGATES).records(),
          input.expired() + validated.count().expired() + rejected.expired(),
          newest);
    }
  }

  private static UUID idOf(ValidatedEvent event) {
    return IdFingerprint.id(
        event.getSensorId(),
        UUID.fromString(event.getEventId()),
        event.getEventTime().toEpochMilli());
  }
}
