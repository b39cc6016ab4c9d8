package io.iotpipeline.gateway.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.List;

/**
 * Writes packets to one client. Reason codes and properties of MQTT 5 are left out for clients of
 * MQTT 3.1.1. Used on the socket's event loop.
 */
final class PacketWriter {

  private final NetSocketInternal socket;

  PacketWriter(NetSocketInternal socket) {
    this.socket = socket;
  }

  void connAck(MqttConnectReturnCode code, MqttProperties properties) {
    write(MqttMessageBuilders.connAck().returnCode(code).properties(properties).build());
  }

  void pubAck(int packetId, byte reasonCode) {
    write(reply(MqttMessageType.PUBACK, packetId, reasonCode));
  }

  void pubRec(int packetId, byte reasonCode) {
    write(reply(MqttMessageType.PUBREC, packetId, reasonCode));
  }

  void pubComp(int packetId) {
    write(reply(MqttMessageType.PUBCOMP, packetId, (byte) 0));
  }

  void subAck(int packetId, List<Integer> codes) {
    write(
        new MqttSubAckMessage(
            header(MqttMessageType.SUBACK), id(packetId), new MqttSubAckPayload(codes)));
  }

  void unsubAck(int packetId, List<Short> codes) {
    write(
        new MqttUnsubAckMessage(
            header(MqttMessageType.UNSUBACK), id(packetId), new MqttUnsubAckPayload(codes)));
  }

  void pingResp() {
    write(MqttMessage.PINGRESP);
  }

  /** With quality of service 0. */
  void publish(String topic, byte[] payload) {
    write(
        MqttMessageBuilders.publish()
            .topicName(topic)
            .qos(MqttQoS.AT_MOST_ONCE)
            .payload(Unpooled.wrappedBuffer(payload))
            .build());
  }

  /** Only MQTT 5 has this packet from a server. */
  void disconnect(Disconnect reason) {
    write(MqttMessageBuilders.disconnect().reasonCode(reason.byteValue()).build());
  }

  private void write(MqttMessage message) {
    var unused = socket.writeMessage(message); // if it fails, the connection is closed
  }

  private static MqttMessage reply(MqttMessageType type, int packetId, byte reasonCode) {
    return new MqttMessage(
        header(type),
        new MqttPubReplyMessageVariableHeader(packetId, reasonCode, MqttProperties.NO_PROPERTIES));
  }

  private static MqttFixedHeader header(MqttMessageType type) {
    return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
  }

  private static MqttMessageIdAndPropertiesVariableHeader id(int packetId) {
    return new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES);
  }
}
