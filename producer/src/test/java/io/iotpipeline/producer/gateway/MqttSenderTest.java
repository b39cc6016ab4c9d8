package io.iotpipeline.producer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.producer.send.StartupException;
import io.iotpipeline.schemas.RejectionReason;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MqttSenderTest {

  private static final int UNREADABLE = 0x99;
  private static final int BUSY = 0x97;
  private static final int NOT_AUTHORIZED = 0x87;

  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  private FakeMqttServer server;

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  @Test
  void events_of_a_sensor_are_published_on_its_topic_in_their_order() throws Exception {
    MqttSender sender = open((number, topic, payload) -> 0);

    IntStream.range(0, 3_000).forEach(i -> sender.send(Records.valid(i)));
    sender.flush();
    sender.close();

    assertThat(server.taken).hasSize(3_000).doesNotHaveDuplicates();
    assertThat(server.taken.stream().filter(each -> each.startsWith("v1/sensor-3/events ")))
        .hasSize(300)
        .isSorted();
    assertThat(messages).isEmpty();
  }

  @Test
  void what_has_no_answer_when_the_connection_breaks_is_sent_again() throws Exception {
    MqttSender sender =
        open((number, topic, payload) -> number == 50 ? FakeMqttServer.Behaviour.CLOSE : 0);

    IntStream.range(0, 200).forEach(i -> sender.send(Records.valid(i)));
    sender.flush();
    sender.close();

    assertThat(new HashSet<>(server.taken)).as("duplicates count once").hasSize(200);
    assertThat(messages).filteredOn(message -> message.startsWith("not sent")).isEmpty();
    assertThat(messages).first().asString().contains("sending again");
  }

  @Test
  void what_is_refused_because_the_gateway_is_busy_is_sent_again() throws Exception {
    MqttSender sender = open((number, topic, payload) -> number <= 3 ? BUSY : 0);

    IntStream.range(0, 5).forEach(i -> sender.send(Records.valid(i)));
    sender.flush();
    sender.close();

    assertThat(server.taken).hasSize(5);
    assertThat(messages).first().asString().contains("QUOTA_EXCEEDED");
  }

  @Test
  void what_should_be_unreadable_is_acknowledged_and_what_should_not_has_failed() throws Exception {
    MqttSender sender = open((number, topic, payload) -> UNREADABLE);

    sender.send(OutgoingRecord.invalid(RejectionReason.UNDECODABLE, 0, "sensor-1", new byte[] {1}));
    sender.send(Records.valid(2));
    sender.flush();
    sender.close();

    assertThat(messages).singleElement().asString().contains("sensor sensor-2", "quarantine");
  }

  @Test
  void a_foreign_sensor_and_an_id_that_no_topic_can_have_have_failed() throws Exception {
    MqttSender sender = open((number, topic, payload) -> NOT_AUTHORIZED);

    sender.send(Records.valid(1));
    sender.send(OutgoingRecord.event(0, Records.event("plant/7", 2)));
    sender.flush();
    sender.close();

    assertThat(messages)
        .hasSize(2)
        .anySatisfy(message -> assertThat(message).contains("sensor-1", "NOT_AUTHORIZED"))
        .anySatisfy(message -> assertThat(message).contains("plant/7", "--via http"));
  }

  @Test
  void a_refused_login_ends_the_start() throws Exception {
    server = new FakeMqttServer(0x86, (number, topic, payload) -> 0);

    assertThatThrownBy(this::connect)
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("BAD_USER_NAME_OR_PASSWORD", "gateway.basic.auth.user.info");
  }

  @Test
  void a_gateway_that_is_not_there_ends_the_start() throws Exception {
    server = new FakeMqttServer(0, (number, topic, payload) -> 0);
    server.close();

    assertThatThrownBy(this::connect)
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("does not answer", "mqtt://127.0.0.1", "./pipeline up");
  }

  private MqttSender open(FakeMqttServer.Behaviour behaviour) throws IOException {
    server = new FakeMqttServer(0, behaviour);
    return connect();
  }

  private MqttSender connect() {
    return MqttSender.open(
        new GatewayEndpoint(URI.create("mqtt://127.0.0.1:" + server.port()), Map.of()),
        messages::add);
  }
}
