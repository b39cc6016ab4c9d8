package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class DeviceMessagesTest {

  @Test
  void admission_that_throws_leaves_a_message_unanswered_as_if_kafka_were_away() {
    DeviceMessages messages =
        new DeviceMessages(
            (protocol, sender, address, batch) -> {
              throw new IllegalStateException("a bug");
            },
            Sender.ANYBODY,
            "127.0.0.1:5",
            BrokerClients.newSparkplugSession(new GatewayMetrics()),
            (topic, payload) -> {});

    Future<Answer> answer =
        messages.take(
            "v1/plant-1/events",
            "{\"event_time\": 1, \"measurements\": {\"temperature\": 1}}".getBytes(UTF_8));

    assertThat(answer.result()).isEqualTo(Answer.UNAVAILABLE);
  }
}
