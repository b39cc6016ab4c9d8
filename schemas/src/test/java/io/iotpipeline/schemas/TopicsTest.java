package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void topics_stand_as_declared() {
    assertThat(Topics.all())
        .extracting(Topic::name, topic -> topic.schema().getName(), Topic::partitions)
        .containsExactly(
            tuple("sensor-events", "SensorEvent", 12),
            tuple("validated-events", "ValidatedEvent", 12),
            tuple("hourly-aggregates", "HourlyAggregate", 12),
            tuple("sensor-alerts", "SensorAlert", 12),
            tuple("rejected-events", "RejectedEvent", 12));
  }

  @Test
  void config_holds_kafkas_settings_alone() {
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
  void a_quarantined_record_has_room_for_the_greatest_record_that_can_come_in() {
    int greatestInput = 1_048_588; // Kafka's default max.message.bytes, which sensor-events keeps
    assertThat(Topics.SENSOR_EVENTS.config()).doesNotContainKey("max.message.bytes");
    assertThat(Integer.parseInt(Topics.REJECTED_EVENTS.config().get("max.message.bytes")))
        .isGreaterThan(greatestInput);
    assertThat(Integer.parseInt(Topics.VALIDATED_EVENTS.config().get("max.message.bytes")))
        .isGreaterThan(greatestInput);
  }
}
