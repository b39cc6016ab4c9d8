package io.iotpipeline.integration.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;

/** Devices that send messages over MQTT, each over a connection of its own, with Eclipse Paho. */
final class MqttDevice {

  private static final int TIMEOUT_MS = 40_000;

  private final GatewayAddress gateway;

  MqttDevice(GatewayAddress gateway) {
    this.gateway = gateway;
  }

  /** Over MQTT 3.1.1; returns when all are acknowledged. */
  void publish(int qos, String topic, String... messages) throws MqttException {
    MqttClient client = new MqttClient(gateway.paho(), "gateway-it", new MemoryPersistence());
    client.setTimeToWait(TIMEOUT_MS);
    client.connect();
    try {
      for (String message : messages) {
        client.publish(topic, message.getBytes(UTF_8), qos, false);
      }
    } finally {
      client.disconnect();
      client.close();
    }
  }

  /** Over MQTT 5; returns the reason code of the answer. */
  int publish5(int qos, String topic, String message) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient(
            gateway.paho(),
            "gateway-it-5",
            new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
    client.connect().waitForCompletion(TIMEOUT_MS);
    IMqttToken token = client.publish(topic, message.getBytes(UTF_8), qos, false);
    int refused = -1;
    try {
      token.waitForCompletion(TIMEOUT_MS);
    } catch (org.eclipse.paho.mqttv5.common.MqttException e) {
      refused = e.getReasonCode();
    }
    int[] codes = token.getReasonCodes();
    client.disconnect().waitForCompletion(TIMEOUT_MS);
    client.close();
    return refused >= 0 || codes == null || codes.length == 0 ? refused : codes[0];
  }
}
