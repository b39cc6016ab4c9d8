package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionCountsTest {

  private static final String CHANGELOG = "app-sensors-changelog";

  private final Map<String, Integer> counts = new HashMap<>();

  {
    Topics.all().forEach(topic -> counts.put(topic.name(), topic.partitions()));
  }

  @Test
  void declared_numbers_are_right_with_and_without_state() {
    assertThat(check().conflict()).isEmpty();
    assertThat(check().deviations()).isEmpty();

    counts.put(CHANGELOG, 12);

    assertThat(check().conflict()).isEmpty();
  }

  @Test
  void another_number_than_that_of_the_state_is_a_conflict() {
    counts.put("sensor-events", 24);
    counts.put(CHANGELOG, 12);

    assertThat(check().conflict().orElseThrow())
        .startsWith("sensor-events has 24 partitions, but the state of the streams app has 12")
        .contains(CHANGELOG, "kafka topics --delete --topic sensor-events");
    assertThat(check().deviations()).isEmpty();
  }

  @Test
  void another_number_than_declared_is_a_deviation_if_the_state_has_it_too_or_does_not_exist() {
    counts.put("sensor-events", 3);
    counts.put("sensor-descriptions", 3);

    assertThat(check().conflict()).isEmpty();
    assertThat(check().deviations())
        .singleElement()
        .asString()
        .startsWith("sensor-events has 3 partitions, but 12 are declared")
        .contains("at most 3 stream threads have work");

    counts.put(CHANGELOG, 3);

    assertThat(check().conflict()).isEmpty();
    assertThat(check().deviations()).hasSize(1);
  }

  @Test
  void descriptions_with_another_number_than_the_events_are_a_conflict() {
    counts.put("sensor-descriptions", 6);
    assertThat(check().conflict().orElseThrow())
        .startsWith("sensor-descriptions has 6 partitions, but sensor-events has 12")
        .contains("--alter --topic sensor-descriptions --partitions 12");

    counts.put("sensor-descriptions", 24);
    assertThat(check().conflict().orElseThrow()).contains("--delete --topic sensor-descriptions");
  }

  @Test
  void an_output_topic_with_another_number_is_a_deviation() {
    counts.put("validated-events", 1);
    counts.put(CHANGELOG, 12);

    assertThat(check().conflict()).isEmpty();
    assertThat(check().deviations())
        .singleElement()
        .asString()
        .startsWith("validated-events has 1 partition, but 12 are declared");
  }

  @Test
  void a_topic_that_does_not_exist_counts_with_its_declared_number() {
    counts.remove("sensor-events");
    counts.remove("rejected-events");
    counts.put(CHANGELOG, 24);

    assertThat(check().deviations()).isEmpty();
    assertThat(check().conflict().orElseThrow())
        .startsWith("sensor-events has 12 partitions, but the state of the streams app has 24");
  }

  private PartitionCounts check() {
    return new PartitionCounts(counts, CHANGELOG);
  }
}
