package io.iotpipeline.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.admission.Outcome;
import io.iotpipeline.gateway.admission.Outcome.Cause;
import io.iotpipeline.gateway.admission.Outcome.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers and their order, packet by packet. */
class MqttServerTest {

  private static final String TOPIC = "v1/plant-1/events";
  private static final String EVENT =
      "{\"event_time\": \"2026-11-27T08:00:00Z\", \"measurements\": {\"temperature\": 21.5}}";

  private final TestServer gateway = TestServer.forAnybody();
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    gateway.close();
  }

  private RawClient client(int version) throws IOException {
    RawClient client = RawClient.connected(gateway.port(), version);
    clients.add(client);
    return client;
  }

  private static void assertAnswer(RawClient.Packet answer, int type, int... body) {
    assertThat(answer).as("the connection is closed").isNotNull();
    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.body()).isEqualTo(bytes(body));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void puback_comes_after_the_acknowledgement_of_kafka(int version) throws IOException {
    RawClient client = client(version);

    client.publish(version, 1, 7, TOPIC, EVENT);
    FakeAdmission.Request request = gateway.admission.next();
    assertThat(client.silentFor(200)).as("nothing before Kafka").isTrue();
    request.acknowledge();

    assertAnswer(client.read(), RawClient.PUBACK, 0, 7);
    assertThat(request.batch().events()).hasSize(1);
    assertThat(request.batch().events().get(0).getSensorId()).isEqualTo("plant-1");
    assertThat(request.batch().events().get(0).getMeasurements())
        .isEqualTo(Map.of("temperature", 21.5));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void pubrec_comes_after_kafka_and_pubcomp_after_pubrel(int version) throws IOException {
    RawClient client = client(version);

    client.publish(version, 2, 7, TOPIC, EVENT);
    FakeAdmission.Request request = gateway.admission.next();
    assertThat(client.silentFor(200)).isTrue();
    request.acknowledge();
    assertAnswer(client.read(), RawClient.PUBREC, 0, 7);
    client.bytes(0x62, 2, 0, 7);

    assertAnswer(client.read(), RawClient.PUBCOMP, 0, 7);
  }

  @Test
  void duplicate_of_quality_2_before_pubrel_is_the_same_event() throws IOException {
    RawClient client = client(4);
    client.publish(4, 2, 7, TOPIC, EVENT);
    FakeAdmission.Request first = gateway.admission.next();
    first.acknowledge();
    client.read();

    client.publish(4, 2, 7, TOPIC, EVENT);
    FakeAdmission.Request second = gateway.admission.next();
    second.acknowledge();

    assertAnswer(client.read(), RawClient.PUBREC, 0, 7);
    assertThat(second.batch().events()).isEqualTo(first.batch().events());
  }

  @Test
  void pubrel_for_a_message_before_a_restart_is_completed() throws IOException {
    RawClient client = client(4);

    client.bytes(0x62, 2, 0, 9);

    assertAnswer(client.read(), RawClient.PUBCOMP, 0, 9);
  }

  @Test
  void answers_come_in_the_order_of_kafka() throws IOException {
    RawClient client = client(5);
    client.publish(5, 1, 1, TOPIC, EVENT);
    client.publish(5, 1, 2, TOPIC, EVENT);
    FakeAdmission.Request first = gateway.admission.next();
    gateway.admission.next().acknowledge();
    assertAnswer(client.read(), RawClient.PUBACK, 0, 2);

    first.acknowledge();

    assertAnswer(client.read(), RawClient.PUBACK, 0, 1);
  }

  @Test
  void unreadable_payload_is_kept_and_then_acknowledged() throws IOException {
    RawClient client = client(4);

    client.publish(4, 1, 7, TOPIC, "{temperature}");
    FakeAdmission.Request request = gateway.admission.next();
    request.acknowledge();

    assertAnswer(client.read(), RawClient.PUBACK, 0, 7);
    assertThat(request.batch().unreadable()).hasSize(1);
    assertThat(request.address()).startsWith("127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void unreadable_payload_has_a_reason_in_mqtt_5(int qos) throws IOException {
    RawClient client = client(5);

    client.publish(5, qos, 7, TOPIC, "");
    gateway.admission.next().acknowledge();

    int type = qos == 1 ? RawClient.PUBACK : RawClient.PUBREC;
    assertAnswer(client.read(), type, 0, 7, 0x99, 0);
  }

  @Test
  void unknown_topic_has_a_reason_in_mqtt_5() throws IOException {
    RawClient client = client(5);

    client.publish(5, 1, 7, "v2/plant-1/events", EVENT);

    assertAnswer(client.read(), RawClient.PUBACK, 0, 7, 0x90, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void unknown_topic_ends_the_connection_in_mqtt_3(int qos) throws IOException {
    RawClient client = client(4);

    client.publish(4, qos, 7, "v2/plant-1/events", EVENT);

    assertThat(client.read()).isNull();
    assertThat(gateway.count("closed.connections", "reason", "refused")).isEqualTo(1);
  }

  @Test
  void foreign_event_has_a_reason_in_mqtt_5() throws IOException {
    RawClient client = client(5);

    client.publish(5, 2, 7, TOPIC, EVENT);
    gateway
        .admission
        .next()
        .complete(new Outcome(0, List.of(new Rejected(0, Cause.FORBIDDEN, "foreign"))));

    assertAnswer(client.read(), RawClient.PUBREC, 0, 7, 0x87, 0);
  }

  @Test
  void busy_gateway_has_a_reason_in_mqtt_5() throws IOException {
    RawClient client = client(5);

    client.publish(5, 1, 7, TOPIC, EVENT);
    gateway.admission.next().busy();

    assertAnswer(client.read(), RawClient.PUBACK, 0, 7, 0x97, 0);
  }

  @Test
  void busy_gateway_reads_no_more_in_mqtt_3_and_then_closes() throws IOException {
    RawClient client = client(4);
    client.publish(4, 1, 7, TOPIC, EVENT);
    FakeAdmission.Request first = gateway.admission.next();
    client.publish(4, 1, 8, TOPIC, EVENT);

    gateway.admission.next().busy();
    first.acknowledge();

    assertAnswer(client.read(), RawClient.PUBACK, 0, 7);
    assertThat(client.read()).as("no acknowledgement of the other").isNull();
  }

  @Test
  void unavailable_kafka_ends_the_connection_without_acknowledgement() throws IOException {
    RawClient client = client(4);

    client.publish(4, 1, 7, TOPIC, EVENT);
    gateway.admission.next().unavailable();

    assertThat(client.read()).isNull();
  }

  @Test
  void unavailable_kafka_is_told_in_mqtt_5() throws IOException {
    RawClient client = client(5);

    client.publish(5, 1, 7, TOPIC, EVENT);
    gateway.admission.next().unavailable();

    assertAnswer(client.read(), RawClient.DISCONNECT, 0x89, 0);
    assertThat(client.read()).isNull();
  }

  @Test
  void message_of_quality_0_that_cannot_be_taken_is_counted() throws IOException {
    RawClient client = client(4);
    client.publish(4, 0, 0, TOPIC, EVENT);
    gateway.admission.next().busy();

    client.publish(4, 1, 1, TOPIC, EVENT);
    gateway.admission.next().acknowledge();

    assertAnswer(client.read(), RawClient.PUBACK, 0, 1);
    assertThat(
            gateway.metrics.registry().get("iot.gateway.mqtt.dropped.messages").counter().count())
        .isEqualTo(1);
  }

  @Test
  void reading_pauses_while_too_much_is_in_work() throws IOException {
    RawClient client = client(4);
    for (int i = 1; i <= 5; i++) {
      client.publish(4, 1, i, TOPIC, EVENT); // one more than the limit
    }
    List<FakeAdmission.Request> requests = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      requests.add(gateway.admission.next());
    }
    for (int i = 6; i <= 9; i++) {
      client.publish(4, 1, i, TOPIC, EVENT);
    }
    assertThat(client.silentFor(300)).isTrue();
    assertThat(gateway.admission.waiting()).as("not read").isZero();

    requests.forEach(FakeAdmission.Request::acknowledge);

    for (int i = 6; i <= 9; i++) {
      gateway.admission.next().acknowledge();
    }
    for (int i = 1; i <= 9; i++) {
      assertAnswer(client.read(), RawClient.PUBACK, 0, i);
    }
  }

  @Test
  void client_of_mqtt_5_is_told_the_limits() throws IOException {
    try (RawClient client = new RawClient(gateway.port())) {
      client.connect(5);

      byte[] body = client.read().body();

      assertThat(body[1]).as("accepted").isZero();
      assertThat(body).as("receive maximum").containsSequence(0x21, 0, 4);
      assertThat(body).as("maximum packet size").containsSequence(0x27, 0, 0x10, 0, 0);
    }
  }

  @Test
  void subscriptions_are_refused() throws IOException {
    RawClient old = client(4);
    old.packet(0x82, concat(new byte[] {0, 3}, RawClient.text("v1/+/events"), new byte[] {1}));
    assertAnswer(old.read(), RawClient.SUBACK, 0, 3, 0x80);

    RawClient mqtt5 = client(5);
    mqtt5.packet(0x82, concat(new byte[] {0, 3, 0}, RawClient.text("#"), new byte[] {1}));
    assertAnswer(mqtt5.read(), RawClient.SUBACK, 0, 3, 0, 0x87);
  }

  @Test
  void ping_is_answered() throws IOException {
    RawClient client = client(4);

    client.bytes(0xC0, 0);

    assertAnswer(client.read(), RawClient.PINGRESP);
  }

  @Test
  void stopping_gateway_answers_what_it_has_taken_and_takes_no_more() throws IOException {
    RawClient client = client(5);
    client.publish(5, 1, 1, TOPIC, EVENT);
    FakeAdmission.Request taken = gateway.admission.next();

    TestServer.await(gateway.server.stopTaking());
    client.publish(5, 1, 2, TOPIC, EVENT);
    taken.acknowledge();

    assertAnswer(client.read(), RawClient.PUBACK, 0, 1);
    assertThat(client.silentFor(200)).isTrue();
    assertThat(gateway.admission.waiting()).isZero();
    try (RawClient late = new RawClient(gateway.port())) {
      assertThat(late.read()).as("a new connection").isNull();
    }
    TestServer.await(gateway.server.close());
    assertAnswer(client.read(), RawClient.DISCONNECT, 0x8B, 0);
  }

  @Test
  void connections_above_the_limit_are_closed() throws IOException {
    try (TestServer small = new TestServer(Senders.ANYBODY, TestServer.LIMITS, 2);
        RawClient first = RawClient.connected(small.port(), 4);
        RawClient second = RawClient.connected(small.port(), 4);
        RawClient third = new RawClient(small.port())) {
      assertThat(third.read()).isNull();

      first.bytes(0xC0, 0);
      assertAnswer(first.read(), RawClient.PINGRESP);
      second.bytes(0xE0, 0);
      assertThat(second.read()).isNull();
      // The client sees the end a moment before the server counts it.
      await().until(() -> small.server.connections() == 1);
      try (RawClient fourth = RawClient.connected(small.port(), 5)) {
        assertThat(small.server.connections()).isEqualTo(2);
      }
    }
  }

  private static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void state_of_hosts_is_granted_and_needs_no_room() throws IOException {
    RawClient client = client(4);
    for (int i = 0; i < 5; i++) { // the limit is 3
      byte[] filter = RawClient.text("STATE/host-" + i);
      client.packet(0x82, concat(new byte[] {0, 3}, filter, new byte[] {1}));
      assertAnswer(client.read(), RawClient.SUBACK, 0, 3, 0);
    }
  }

  @Test
  void filter_of_more_than_512_bytes_is_refused() throws IOException {
    RawClient client = client(4);

    byte[] filter = RawClient.text("STATE/" + "x".repeat(507));
    client.packet(0x82, concat(new byte[] {0, 3}, filter, new byte[] {1}));

    assertAnswer(client.read(), RawClient.SUBACK, 0, 3, 0x80);
  }

  @Test
  void sensor_id_of_more_than_512_bytes_is_an_unknown_topic() throws IOException {
    RawClient client = client(5);

    client.publish(5, 1, 7, "v1/" + "x".repeat(513) + "/events", EVENT);

    assertAnswer(client.read(), RawClient.PUBACK, 0, 7, 0x90, 0);
  }
}
