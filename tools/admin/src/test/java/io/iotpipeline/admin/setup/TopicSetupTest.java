package io.iotpipeline.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.schemas.PartitionCounts;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicSetupTest {

  @Test
  void partitions_that_differ_from_those_of_the_state_are_an_error() {
    PartitionCounts grown = counts(Map.of("sensor-events", 24, StreamsGroup.CHANGELOG, 12));

    assertThatThrownBy(() -> TopicSetup.requireNoConflict(grown))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("sensor-events has 24 partitions");
  }

  @Test
  void the_summary_warns_of_a_topic_that_somebody_else_created_with_other_partitions() {
    String summary = TopicSetup.summary(4, 1, counts(Map.of("sensor-events", 3)));

    assertThat(summary.lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("4 created, 1 already exist"),
            line -> assertThat(line).startsWith("warning: sensor-events has 3 partitions"));
  }

  @Test
  void the_summary_of_declared_topics_is_one_line() {
    assertThat(TopicSetup.summary(5, 0, counts(Map.of()))).isEqualTo("5 created, 0 already exist");
  }

  private static PartitionCounts counts(Map<String, Integer> counts) {
    return new PartitionCounts(counts, StreamsGroup.CHANGELOG);
  }

  @Test
  void a_refusal_of_an_older_broker_is_told_from_others() {
    String setting = "max.decompressed.message.bytes";

    assertThat(
            TopicSetup.isUnknown(
                setting,
                new InvalidConfigurationException("Unknown topic config name: " + setting)))
        .isTrue();
    assertThat(
            TopicSetup.isUnknown(
                setting, new InvalidConfigurationException("Invalid value x for retention.ms")))
        .isFalse();
    assertThat(TopicSetup.isUnknown(setting, new TimeoutException(setting))).isFalse();
  }
}
