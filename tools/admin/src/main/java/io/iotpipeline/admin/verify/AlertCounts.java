package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.Topics;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What topic sensor-alerts holds.
 *
 * @param records its records
 * @param distinct different keys of a row among them
 * @param ids fingerprint of those keys
 * @param expired records that retention has removed
 */
record AlertCounts(long records, long distinct, IdFingerprint ids, long expired) {

  static AlertCounts read(Pipeline pipeline) {
    AvroSerdes serdes = AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, pipeline.registryUrl()));
    try (TopicReader reader = new TopicReader(pipeline);
        Deserializer<SensorAlert> alerts = serdes.deserializer()) {
      long[] records = {0};
      long expired = 0;
      long distinct = 0;
      IdFingerprint ids = new IdFingerprint();
      // A sensor's alerts share a partition, so keys need comparing within one partition only.
      for (TopicPartition partition : reader.partitions(Topics.SENSOR_ALERTS.name())) {
        Set<UUID> seen = new HashSet<>();
        long beginning = reader.beginning(partition);
        expired += beginning;
        reader.read(
            partition,
            beginning,
            record -> {
              records[0]++;
              UUID id = idOf(alerts.deserialize(record.topic(), record.value()));
              if (seen.add(id)) {
                ids.add(id);
              }
            });
        distinct += seen.size();
      }
      return new AlertCounts(records[0], distinct, ids, expired);
    }
  }

  private static UUID idOf(SensorAlert alert) {
    return AlertIds.of(
        alert.getSensorId(),
        UUID.fromString(alert.getEventId()),
        alert.getEventTime(),
        alert.getMetric(),
        alert.getKind());
  }
}
