package io.iotpipeline.streamsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.PartitionCounts;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.streamsapp.config.StartupException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

  private static final String CHANGELOG = "app-sensors-changelog";

  private final Map<String, Integer> counts = new HashMap<>();

  {
    Topics.all().forEach(topic -> counts.put(topic.name(), topic.partitions()));
  }

  @Test
  void a_missing_topic_ends_the_start_with_the_remedy() {
    counts.remove("sensor-alerts");

    assertThatThrownBy(this::check)
        .isInstanceOfSatisfying(StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
        .hasMessageContaining("does not have the topics sensor-alerts")
        .hasMessageContaining("./pipeline up");
  }

  @Test
  void state_for_another_number_of_partitions_ends_the_start_with_the_remedy() {
    counts.put("sensor-events", 24);
    counts.put(CHANGELOG, 12);

    assertThatThrownBy(this::check)
        .isInstanceOfSatisfying(StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
        .hasMessageContaining("sensor-events has 24 partitions")
        .hasMessageContaining(CHANGELOG);
  }

  @Test
  void another_number_of_partitions_than_declared_does_not_end_the_start() {
    counts.put("sensor-events", 3);
    counts.put("sensor-descriptions", 3);

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void a_refused_login_is_not_a_missing_broker() {
    Exception refusal =
        new ExecutionException(new SaslAuthenticationException("Authentication failed"));

    assertThat(TopicCheck.noAnswer("broker:9092", refusal))
        .contains("broker:9092", "refuses the login (Authentication failed)", "kafka.sasl.*")
        .doesNotContain("./pipeline up");
  }

  private void check() {
    TopicCheck.check("localhost:9092", new PartitionCounts(counts, CHANGELOG));
  }
}
