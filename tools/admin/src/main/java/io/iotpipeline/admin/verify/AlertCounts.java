package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.Topics;
import java.util.UUID;
import org.apache.kafka.common.serialization.Deserializer;

/** Contents of topic sensor-alerts; the ids are hashes of the primary keys of the rows. */
final class AlertCounts {

  private AlertCounts() {}

  static DistinctCount read(Pipeline pipeline) {
    try (TopicReader reader = new TopicReader(pipeline);
        Deserializer<SensorAlert> alerts = KafkaClients.serdes(pipeline).deserializer()) {
      return DistinctCount.of(
          reader,
          Topics.SENSOR_ALERTS,
          record -> idOf(alerts.deserialize(record.topic(), record.value())));
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
