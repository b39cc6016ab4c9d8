package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.gateway.access.Senders;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input ends its own connection, or is answered, and hinders no other client. */
class BadInputTest {

  private static final String TOPIC = "v1/plant-1/events";
  private static final String EVENT =
      "{\"event_time\": \"2026-11-27T08:00:00Z\", \"measurements\": {\"temperature\": 21.5}}";

  private final TestServer gateway = TestServer.forAnybody();

  @BeforeEach
  void kafkaAcknowledges() {
    gateway.admission.automatic();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** What a client does. */
  private interface Input {
    void send(RawClient client) throws IOException;
  }

  /** What is not MQTT, or not in its order, before and after the login. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody changes the inputs
  private enum Malformed {
    HTTP(false, client -> client.bytes('G', 'E', 'T', ' ', '/', ' ', 'H', 'T', 'T', 'P')),
    TLS(false, client -> client.bytes(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0)),
    RESERVED_PACKET_TYPE(false, client -> client.bytes(0x00, 0)),
    ENDLESS_LENGTH(false, client -> client.bytes(0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)),
    FLAGS_OF_CONNECT(
        false, client -> client.bytes(0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 3, 0, 60, 0, 1, 'a')),
    SHORT_CONNECT(false, client -> client.bytes(0x10, 2, 0, 4)),
    PUBLISH_BEFORE_CONNECT(false, client -> client.publish(4, 1, 1, TOPIC, EVENT)),
    PING_BEFORE_CONNECT(false, client -> client.bytes(0xC0, 0)),
    CONNECT_OF_100_KIB(
        false,
        client -> client.bytes(0x10, 0x80, 0xA0, 0x06, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60),
        client -> client.part(RawClient.text("x".repeat(60_000)))),
    SECOND_CONNECT(true, client -> client.connect(4)),
    PACKET_OF_A_SERVER(true, client -> client.bytes(0xD0, 0)),
    QUALITY_3(true, client -> client.publish(4, 3, 1, TOPIC, EVENT)),
    PACKET_ID_0(true, client -> client.publish(4, 1, 0, TOPIC, EVENT)),
    TOPIC_LONGER_THAN_PACKET(
        true, client -> client.bytes(0x30, 4, 0, 5, 'v', '1', '/', 'a', '/', 0)),
    TOPIC_WITH_WILDCARD(true, client -> client.publish(4, 1, 1, "v1/+/events", EVENT)),
    TOPIC_OF_WRONG_UTF_8(
        true,
        client -> client.publish(4, 1, 1, new byte[] {'v', '1', '/', -1, '/', 'x'}, new byte[1])),
    TOPIC_OF_60_KB(true, client -> client.publish(4, 1, 1, "x".repeat(60_000), EVENT)),
    EMPTY_TOPIC(true, client -> client.publish(4, 1, 1, "", EVENT)),
    NO_SENSOR(true, client -> client.publish(4, 1, 1, "v1//events", EVENT)),
    TWO_LEVELS_OF_SENSOR(true, client -> client.publish(4, 1, 1, "v1/a/b/events", EVENT)),
    COMMAND_TO_A_NODE(true, client -> client.publish(4, 1, 1, "spBv1.0/g/NCMD/n", EVENT)),
    PAYLOAD_OF_2_MIB(
        true,
        client -> {
          try {
            client.publish(4, 1, 1, TOPIC, "x".repeat(2 * 1024 * 1024));
          } catch (IOException closed) {
            // the gateway does not read it all
          }
        }),
    SUBSCRIBE_WITHOUT_FILTER(true, client -> client.packet(0x82, new byte[] {0, 1})),
    FLAGS_OF_SUBSCRIBE(true, client -> client.packet(0x80, new byte[] {0, 1, 0, 1, 'a', 0}));

    private final boolean loggedIn;
    private final Input[] inputs;

    Malformed(boolean loggedIn, Input... inputs) {
      this.loggedIn = loggedIn;
      this.inputs = inputs;
    }
  }

  @ParameterizedTest
  @EnumSource
  void malformed_input_ends_its_connection_only(Malformed kind) throws IOException {
    try (RawClient other = RawClient.connected(gateway.port(), 4);
        RawClient client =
            kind.loggedIn
                ? RawClient.connected(gateway.port(), 4)
                : new RawClient(gateway.port())) {
      for (Input input : kind.inputs) {
        input.send(client);
      }

      assertThat(client.read()).isNull();
      assertTaken(other);
    }
  }

  private static void assertTaken(RawClient client) throws IOException {
    client.publish(4, 1, 77, TOPIC, EVENT);
    assertThat(client.read().type()).isEqualTo(RawClient.PUBACK);
  }

  @ParameterizedTest
  @ValueSource(chars = {'T', 'X'})
  void unknown_protocol_is_refused_in_its_own_words(char lastLetter) throws IOException {
    try (RawClient client = new RawClient(gateway.port())) {
      client.bytes(0x10, 13, 0, 4, 'M', 'Q', 'T', lastLetter, 9, 2, 0, 60, 0, 1, 'a');

      assertThat(client.read().body()).isEqualTo(new byte[] {0, 1});
      assertThat(client.read()).isNull();
    }
  }

  @Test
  void client_of_mqtt_5_is_told_what_is_wrong() throws IOException {
    try (RawClient client = RawClient.connected(gateway.port(), 5)) {
      client.publish(5, 1, 1, "v1/#/events", EVENT);

      RawClient.Packet answer = client.read();

      assertThat(answer.type()).isEqualTo(RawClient.DISCONNECT);
      assertThat(answer.body()[0]).isEqualTo((byte) 0x81);
    }
  }

  @Test
  void client_of_mqtt_5_is_told_that_a_packet_is_too_large() throws IOException {
    try (RawClient client = RawClient.connected(gateway.port(), 5)) {
      client.bytes(0x32, 0xFF, 0xFF, 0xFF, 0x7F); // nothing follows: nothing is lost by a reset

      RawClient.Packet answer = client.read();

      assertThat(answer.type()).isEqualTo(RawClient.DISCONNECT);
      assertThat(answer.body()[0]).isEqualTo((byte) 0x95);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "21.5",
        "{",
        "{}",
        "{\"event_time\": \"yesterday\", \"measurements\": {\"a\": 1}}",
        "{\"event_time\": 1, \"measurements\": {}}",
        "{\"event_time\": 1, \"measurements\": {\"a\": \"text\"}}",
        "{\"sensor_id\": \"other\", \"event_time\": 1, \"measurements\": {\"a\": 1}}",
        "\u0000\u0001\u0002"
      })
  void payload_that_is_no_event_is_kept_and_acknowledged(String payload) throws IOException {
    try (RawClient client = RawClient.connected(gateway.port(), 5)) {
      client.publish(5, 1, 1, TOPIC, payload);

      RawClient.Packet answer = client.read();

      assertThat(answer.body()).isEqualTo(new byte[] {0, 1, (byte) 0x99, 0});
      FakeAdmission.Request request = gateway.admission.next();
      assertThat(request.batch().events()).isEmpty();
      assertThat(request.batch().unreadable())
          .allSatisfy(piece -> assertThat(piece.content().reason()).isNotBlank());
      assertThat(
              request.batch().unreadable().stream()
                  .map(piece -> new String(piece.content().bytes(), UTF_8))
                  .reduce("", String::concat))
          .isEqualTo(payload.isBlank() ? payload : request.batch().size() == 1 ? payload : "");
    }
  }

  @Test
  void silent_and_slow_clients_do_not_hinder_others_and_are_closed() throws IOException {
    List<RawClient> bad = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      RawClient silent = new RawClient(gateway.port());
      RawClient half = new RawClient(gateway.port());
      half.bytes(0x10, 13, 0, 4, 'M');
      RawClient slow = RawClient.connected(gateway.port(), 4);
      slow.bytes(0x32, 0x80, 0x08, 0, 17, 'v', '1');
      bad.addAll(List.of(silent, half, slow));
    }

    try (RawClient good = RawClient.connected(gateway.port(), 4)) {
      assertTaken(good);
    }

    for (int i = 0; i < bad.size(); i += 3) {
      assertThat(bad.get(i).read()).as("silent since it has connected").isNull();
      assertThat(bad.get(i + 1).read()).as("half a CONNECT").isNull();
      assertThat(bad.get(i + 2).read()).as("half a packet").isNull();
    }
    for (RawClient client : bad) {
      client.close();
    }
  }

  @Test
  void client_is_closed_after_one_and_a_half_times_its_keep_alive() throws IOException {
    try (RawClient client = new RawClient(gateway.port())) {
      client.bytes(0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 1, 0, 1, 'a');
      assertThat(client.read().type()).isEqualTo(RawClient.CONNACK);
      long start = System.nanoTime();

      assertThat(client.read()).isNull();

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1400), Duration.ofSeconds(5));
    }
  }

  @Test
  void half_sent_packets_of_all_clients_have_a_limit() throws IOException {
    MqttLimits limits = TestServer.LIMITS; // 8 MiB in part, 1 MiB each
    List<RawClient> clients = new ArrayList<>();
    try (TestServer small = new TestServer(Senders.ANYBODY, limits, 1000)) {
      for (int i = 0; i < 20; i++) {
        RawClient client = RawClient.connected(small.port(), 4);
        clients.add(client);
        try {
          client.bytes(0x32, 0x80, 0x80, 0x3C, 0, 1, 'v', 0, 1); // 960 KiB
          for (int sent = 0; sent < 900; sent++) {
            client.part(new byte[1024]);
          }
        } catch (IOException closed) {
          // it was one too many
        }
      }
      int open = 0;
      for (RawClient client : clients) {
        open += client.silentFor(50) ? 1 : 0;
      }
      assertThat(open).isBetween(6, 11);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void many_half_sent_packets_lock_no_other_client_out() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RawClient client = RawClient.connected(gateway.port(), 4);
      clients.add(client);
      try {
        client.bytes(0x32, 0x80, 0x80, 0x3C, 0, 1, 'v', 0, 1); // 960 KiB
        client.part(new byte[900 * 1024]);
      } catch (IOException closed) {
        // it was one too many
      }
    }
    try (RawClient good = RawClient.connected(gateway.port(), 5)) {
      for (int i = 0; i < 10; i++) {
        good.publish(5, 1, 1, TOPIC, " ".repeat(500_000) + EVENT);

        assertThat(good.read().type()).isEqualTo(RawClient.PUBACK);
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }
}
