package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadMessagesTest {

  @Test
  void a_request_has_the_length_of_its_body_and_as_many_events_as_the_batch() {
    String request = LoadMessages.of(Scenario.http(100)).of(0).get(0).toString(UTF_8);

    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    assertThat(request).startsWith("POST /v1/events HTTP/1.1\r\n");
    assertThat(request).contains("\r\nContent-Length: " + body.length() + "\r\n");
    assertThat(body).startsWith("[{\"sensor_id\":\"sensor-000000\",\"event_time\":\"20");
    assertThat(body.split("sensor_id", -1)).hasSize(101);
  }

  @Test
  void every_connection_of_mqtt_is_a_sensor() {
    List<ByteBuf> messages = LoadMessages.of(Scenario.mqtt(1000)).of(7);

    assertThat(messages)
        .hasSize(24)
        .allSatisfy(
            message -> {
              MqttPublishMessage packet = (MqttPublishMessage) decode(message);
              assertThat(packet.fixedHeader().qosLevel()).isEqualTo(MqttQoS.AT_LEAST_ONCE);
              assertThat(packet.variableHeader().topicName()).isEqualTo("v1/sensor-000007/events");
              assertThat(packet.variableHeader().packetId()).isEqualTo(MqttPackets.PACKET_ID);
              assertThat(packet.payload().toString(UTF_8)).startsWith("{\"event_time\":\"20");
            });
  }

  @Test
  void the_login_is_one_of_mqtt_3_1_1() {
    MqttConnectMessage packet = (MqttConnectMessage) decode(MqttPackets.connect());

    assertThat(packet.decoderResult().isSuccess()).isTrue();
    assertThat(packet.variableHeader().version()).isEqualTo(4);
    assertThat(packet.variableHeader().isCleanSession()).isTrue();
  }

  private static Object decode(ByteBuf packet) {
    EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder());
    channel.writeInbound(Unpooled.copiedBuffer(packet));
    return channel.readInbound();
  }
}
