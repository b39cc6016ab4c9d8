package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.admin.kafka.TopicPartitions;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The partitions of sensor-events and of the streams app's state. */
@ExtendWith(SharedStack.class)
class PartitionsIT {

  private static final String OTHER_APP = "partitions-it";
  private static final String OTHER_CHANGELOG = OTHER_APP + "-sensors-changelog";

  private final TestStack stack;

  PartitionsIT(TestStack stack) {
    this.stack = stack;
  }

  @Test
  void the_changelog_has_the_name_and_the_partitions_that_setup_and_status_look_for()
      throws Exception {
    try (Admin admin = KafkaClients.admin(stack.pipeline())) {
      assertThat(TopicPartitions.of(admin).counts())
          .containsEntry(StreamsGroup.CHANGELOG, Topics.SENSOR_EVENTS.partitions());
    }
  }

  @Test
  void the_streams_app_ends_at_once_if_its_state_has_other_partitions(@TempDir Path stateDir)
      throws Exception {
    try (Admin admin = KafkaClients.admin(stack.pipeline())) {
      TopicSetup.create(admin, List.of(new NewTopic(OTHER_CHANGELOG, 3, (short) 1)));
      Process app = start(stateDir);
      try {
        assertThat(app.waitFor(Waits.LIMIT.toSeconds() / 2, TimeUnit.SECONDS)).isTrue();

        assertThat(app.exitValue()).isEqualTo(1);
        assertThat(new String(app.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains(
                "streams-app: sensor-events has 12 partitions, but the state of the streams app has"
                    + " 3 (topic "
                    + OTHER_CHANGELOG);
      } finally {
        app.destroyForcibly();
        admin.deleteTopics(List.of(OTHER_CHANGELOG)).all().get();
      }
    }
  }

  private Process start(Path stateDir) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-jar",
            stack.config().artifacts().streamsAppJar().toString(),
            "--application-id=" + OTHER_APP,
            "--bootstrap-servers=" + stack.pipeline().bootstrapServers(),
            "--schema-registry-url=" + stack.pipeline().registryUrl(),
            "--state-dir=" + stateDir,
            "--http-listen=off")
        .redirectErrorStream(true)
        .start();
  }
}
