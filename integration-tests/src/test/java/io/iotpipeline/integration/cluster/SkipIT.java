package io.iotpipeline.integration.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.OwnStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A record that no consumer can hold, as on a broker without {@code
 * max.decompressed.message.bytes}: it stops the streams app until an operator skips it.
 */
@ExtendWith(OwnStack.class)
@Tag("chaos")
class SkipIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");
  private static final String SENSOR = "skip-1";
  private static final int BOMB_BYTES = 250_000_000;

  private final TestStack stack;
  private final Verbs verbs;

  SkipIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  @Test
  void a_record_that_no_consumer_can_hold_is_skipped_and_the_others_are_replayed()
      throws Exception {
    removeLimitOfRecords();

    Change change =
        stack.changeBy(
            () -> {
              verbs.succeed("kill", "streams-app-1");
              sendEvents(50);
              sendBomb();
              sendEvents(10);
              verbs.run("up");
              awaitStopped();

              assertThat(verbs.succeed("quarantine", "skip", "--dry-run")).contains("250,0");
              assertThat(verbs.succeed("quarantine", "skip")).contains("51 records moved");
              assertThat(verbs.succeed("quarantine", "skip"))
                  .contains("No unprocessed record is too large");
              verbs.succeed("up");
              assertThat(verbs.succeed("quarantine", "replay", "--reason=SKIPPED"))
                  .contains("50 replayed");
            });

    assertThat(change.rejections()).isEqualTo(Map.of("SKIPPED", 50L, "TOO_LARGE", 1L));
    assertThat(change.of("sensor-events")).isEqualTo(50 + 1 + 10 + 50);
    assertThat(change.of("validated-events")).isEqualTo(60);
    assertThat(change.of("sensor_events rows")).isEqualTo(60);
  }

  private void removeLimitOfRecords() throws Exception {
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, Topics.SENSOR_EVENTS.name());
    AlterConfigOp delete =
        new AlterConfigOp(
            new ConfigEntry("max.decompressed.message.bytes", null), AlterConfigOp.OpType.DELETE);
    try (Admin admin = KafkaClients.admin(stack.pipeline())) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(delete))).all().get();
    }
  }

  private void sendEvents(int number) throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (int i = 0; i < number; i++) {
        sender.send(EventSender.event(SENSOR, HOUR.plusSeconds(i), Map.of("temp", (double) i)));
      }
    }
  }

  private void sendBomb() throws Exception {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            stack.pipeline().bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "zstd",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Integer.MAX_VALUE / 2,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            2L * BOMB_BYTES);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.SENSOR_EVENTS.name(), SENSOR.getBytes(UTF_8), new byte[BOMB_BYTES]))
          .get();
    }
  }

  private void awaitStopped() {
    ServerProcess app = new ServerProcess(stack.server("streams-app-1"));
    Waits.await("the streams app stops").until(app::running, Optional::isEmpty);
  }
}
