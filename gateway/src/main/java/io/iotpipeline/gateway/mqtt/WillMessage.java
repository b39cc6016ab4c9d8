package io.iotpipeline.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;

/**
 * What is published for a client if its connection ends without its DISCONNECT. Its delay, which
 * MQTT 5 has, is ignored.
 */
// An array, and no identity: nobody compares wills.
@SuppressWarnings("ArrayRecordComponent")
record WillMessage(String topic, byte[] payload) {

  /**
   * Null if there is none, if it is for a topic that the gateway does not take, or if it is longer
   * than the limit.
   */
  static WillMessage of(MqttConnectMessage connect, int maxBytes) {
    if (!connect.variableHeader().isWillFlag()) {
      return null;
    }
    String topic = connect.payload().willTopic();
    byte[] payload = connect.payload().willMessageInBytes();
    return DeviceMessages.isTopic(topic) && payload.length <= maxBytes
        ? new WillMessage(topic, payload)
        : null;
  }
}
