package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.gateway.sparkplug.Payloads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the clients that devices use: Eclipse Paho for MQTT 3.1.1 and 5. */
class PahoTest {

  private static final String TOPIC = "v1/plant-1/events";
  private static final String EVENT =
      "{\"event_time\": \"2026-11-27T08:00:00Z\", \"measurements\": {\"temperature\": 21.5}}";
  private static final String NODE = "spBv1.0/plant/%s/press-1";

  private final TestServer gateway = new TestServer(TestServer.SENDERS, TestServer.LIMITS, 100);

  @AfterEach
  void close() {
    gateway.close();
  }

  private static MqttConnectOptions login(String name, String token) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setUserName(name);
    options.setPassword(token.toCharArray());
    return options;
  }

  private static MqttConnectionOptions login5(String token) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName("plant");
    options.setPassword(token.getBytes(UTF_8));
    return options;
  }

  private MqttAsyncClient client(MqttConnectOptions options) throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(gateway.uri(), "device", new MemoryPersistence());
    client.connect(options).waitForCompletion(10_000);
    return client;
  }

  private org.eclipse.paho.mqttv5.client.MqttClient client5(String token) throws Exception {
    var client =
        new org.eclipse.paho.mqttv5.client.MqttClient(
            gateway.uri(),
            "device",
            new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
    client.connect(login5(token));
    return client;
  }

  @Test
  void every_quality_of_service_is_taken() throws Exception {
    gateway.admission.automatic();
    MqttAsyncClient client = client(login("plant", TestServer.TOKEN));

    for (int qos = 0; qos <= 2; qos++) {
      client.publish(TOPIC, EVENT.getBytes(UTF_8), qos, false).waitForCompletion(10_000);
      FakeAdmission.Request request = gateway.admission.next();
      assertThat(request.sender()).isEqualTo(TestServer.PLANT);
      assertThat(request.batch().events()).hasSize(1);
    }
    client.disconnect().waitForCompletion(10_000);
    client.close();
  }

  @Test
  void every_quality_of_service_is_taken_of_mqtt_5() throws Exception {
    gateway.admission.automatic();
    var client = client5(TestServer.TOKEN);

    for (int qos = 0; qos <= 2; qos++) {
      client.publish(TOPIC, EVENT.getBytes(UTF_8), qos, false);
      assertThat(gateway.admission.next().batch().events()).hasSize(1);
    }
    client.disconnect();
    client.close();
  }

  @Test
  void wrong_password_is_refused() throws Exception {
    MqttClient client = new MqttClient(gateway.uri(), "device", new MemoryPersistence());

    MqttException refused =
        catchThrowableOfType(MqttException.class, () -> client.connect(login("plant", "wrong")));

    assertThat(refused.getReasonCode()).isEqualTo(4);
    client.close();
  }

  @Test
  void name_of_another_sender_is_refused() throws Exception {
    MqttClient client = new MqttClient(gateway.uri(), "device", new MemoryPersistence());

    MqttException refused =
        catchThrowableOfType(
            MqttException.class, () -> client.connect(login("other", TestServer.TOKEN)));

    assertThat(refused.getReasonCode()).isEqualTo(4);
    client.close();
  }

  @Test
  void wrong_password_is_refused_in_mqtt_5() throws Exception {
    var refused =
        catchThrowableOfType(
            org.eclipse.paho.mqttv5.common.MqttException.class, () -> client5("wrong"));

    assertThat(refused.getReasonCode()).isEqualTo(0x86);
  }

  @Test
  void foreign_sensor_ends_the_connection() throws Exception {
    MqttAsyncClient client = client(login("plant", TestServer.TOKEN));

    IMqttDeliveryToken token = client.publish("v1/other-1/events", EVENT.getBytes(UTF_8), 1, false);

    assertThat(catchThrowableOfType(MqttException.class, () -> token.waitForCompletion(10_000)))
        .isNotNull();
    assertThat(client.isConnected()).isFalse();
    assertThat(gateway.admission.waiting()).isZero();
    client.close();
  }

  @Test
  void foreign_sensor_is_told_to_a_client_of_mqtt_5() throws Exception {
    var client = client5(TestServer.TOKEN);

    var refused =
        catchThrowableOfType(
            org.eclipse.paho.mqttv5.common.MqttException.class,
            () -> client.publish("v1/other-1/events", EVENT.getBytes(UTF_8), 1, false));

    assertThat(refused == null ? 0x87 : refused.getReasonCode()).isEqualTo(0x87);
    assertThat(gateway.admission.waiting()).isZero();
    assertThat(gateway.count("messages", "answer", "forbidden")).isEqualTo(1);
    client.disconnect();
    client.close();
  }

  @Test
  void message_without_acknowledgement_comes_again_and_is_the_same_event() throws Exception {
    MqttConnectOptions options = login("plant", TestServer.TOKEN);
    options.setCleanSession(false);
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(1000);
    MqttAsyncClient client = client(options);
    IMqttDeliveryToken token = client.publish(TOPIC, EVENT.getBytes(UTF_8), 1, false);
    FakeAdmission.Request first = gateway.admission.next();

    first.unavailable();
    FakeAdmission.Request second = gateway.admission.next();
    assertThat(token.isComplete()).isFalse();
    second.acknowledge();

    token.waitForCompletion(10_000);
    assertThat(second.batch().events()).isEqualTo(first.batch().events());
    client.disconnect().waitForCompletion(10_000);
    client.close();
  }

  @Test
  void edge_node_is_asked_for_its_birth_and_then_understood() throws Exception {
    gateway.admission.automatic();
    MqttConnectOptions options = login("plant", TestServer.TOKEN);
    options.setWill(NODE.formatted("NDEATH"), Payloads.death(3), 1, false);
    MqttAsyncClient node = client(options);
    BlockingQueue<MqttMessage> commands = new LinkedBlockingQueue<>();
    node.subscribe(NODE.formatted("NCMD") + "/#", 1, (topic, message) -> commands.add(message))
        .waitForCompletion(10_000);

    // The gateway was restarted, the node knows nothing of it.
    publish(node, "NDATA", Payloads.data(7, 20));
    assertThat(gateway.admission.next().batch().unreadable()).hasSize(1);
    assertThat(commands.poll(10, TimeUnit.SECONDS)).as("rebirth").isNotNull();
    publish(node, "NBIRTH", Payloads.birth(3));
    publish(node, "NDATA", Payloads.data(1, 20));

    assertThat(gateway.admission.next().batch().events().get(0).getMeasurements()).hasSize(3);
    assertThat(gateway.admission.next().batch().events().get(0).getSensorId())
        .isEqualTo("plant/press-1");
    assertThat(births()).isPositive();
    node.disconnectForcibly(0, 0, false);
    await("births forgotten with the connection")
        .untilAsserted(() -> assertThat(births()).isZero());
    node.close();
  }

  private static void publish(MqttAsyncClient node, String type, byte[] payload)
      throws MqttException {
    node.publish(NODE.formatted(type), payload, 0, false).waitForCompletion(10_000);
  }

  private double births() {
    return gateway.metrics.registry().get("iot.gateway.sparkplug.births.bytes").gauge().value();
  }

  @Test
  void will_is_said_when_the_connection_is_lost_and_not_after_disconnect() throws Exception {
    gateway.admission.automatic();
    MqttConnectOptions options = login("plant", TestServer.TOKEN);
    options.setWill(TOPIC, EVENT.getBytes(UTF_8), 1, false);
    client(options).disconnect().waitForCompletion(10_000);
    MqttAsyncClient lost = client(options);

    lost.disconnectForcibly(0, 0, false);

    assertThat(gateway.admission.next().batch().events()).hasSize(1);
    assertThat(gateway.admission.waiting()).isZero();
    lost.close();
  }

  @Test
  void subscription_to_events_is_refused() throws Exception {
    MqttAsyncClient client = client(login("plant", TestServer.TOKEN));

    var token = client.subscribe("v1/plant-1/events", 1);

    var unused = catchThrowableOfType(MqttException.class, () -> token.waitForCompletion(10_000));
    assertThat(token.getGrantedQos()).containsExactly(0x80);
    client.disconnect().waitForCompletion(10_000);
    client.close();
  }
}
