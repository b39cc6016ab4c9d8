package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void topics_are_as_declared() {
    assertThat(Topics.all())
        .extracting(Topic::name, topic -> topic.schema().getName(), Topic::partitions)
        .containsExactly(
            tuple("sensor-descriptions", "SensorDescription", 12),
            tuple("sensor-events", "SensorEvent", 12),
            tuple("validated-events", "ValidatedEvent", 12),
            tuple("hourly-aggregates", "HourlyAggregate", 12),
            tuple("sensor-alerts", "SensorAlert", 12),
            tuple("rejected-events", "RejectedEvent", 12),
            tuple("undelivered-alerts", "SensorAlert", 1),
            tuple("sensors", "SensorStatus", 12));
  }

  @Test
  void config_contains_only_kafka_settings() {
    Map<String, String> config = Topics.SENSOR_EVENTS.config();

    assertThat(config)
        .containsEntry("cleanup.policy", "delete")
        .containsKey("retention.ms")
        .doesNotContainKeys("schema", "partitions");
  }

  @Test
  void subject_is_named_after_the_topic() {
    assertThat(Topics.REJECTED_EVENTS.subject()).isEqualTo("rejected-events-value");
  }

  @Test
  void output_topics_accept_records_larger_than_the_largest_input() {
    int largestInput = 1_048_588; // Kafka's default of max.message.bytes
    assertThat(Topics.SENSOR_EVENTS.config())
        .doesNotContainKey("max.message.bytes")
        .containsEntry("max.decompressed.message.bytes", Integer.toString(largestInput));
    // The quarantine keeps up to 1 MiB whole; its key is in the value and is the record's key too.
    assertThat(Integer.parseInt(Topics.REJECTED_EVENTS.config().get("max.message.bytes")))
        .isGreaterThan(2 * 1024 * 1024 + 64 * 1024);
    assertThat(Integer.parseInt(Topics.VALIDATED_EVENTS.config().get("max.message.bytes")))
        .isGreaterThan(largestInput);
  }
}
