package io.iotpipeline.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class HeldMessagesTest {

  /** Two messages of 1,000 bytes, with 500 each around them. */
  private final HeldMessages held = new HeldMessages(3_000);

  private int acknowledgements;

  /** A proxy: the library lets only messages of a connection be acknowledged. */
  private Mqtt5Publish message(int bytes) {
    return (Mqtt5Publish)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Mqtt5Publish.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getPayloadAsBytes" -> new byte[bytes];
                  case "acknowledge" -> {
                    acknowledgements++;
                    yield null;
                  }
                  case "toString" -> bytes + " bytes";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void message_above_the_limit_is_told_and_held_all_the_same() {
    Mqtt5Publish third = message(1);

    assertThat(held.add(message(1_000))).isTrue();
    assertThat(held.add(message(1_000))).isTrue();
    assertThat(held.add(third)).isFalse();
    assertThat(held.contains(third)).isTrue();
  }

  @Test
  void acknowledged_message_makes_room_once() {
    Mqtt5Publish first = message(1_000);
    held.add(first);
    held.add(message(1_000));

    held.acknowledge(first);
    held.acknowledge(first);

    assertThat(acknowledgements).isEqualTo(1);
    assertThat(held.contains(first)).isFalse();
    assertThat(held.add(message(1_000))).isTrue();
    assertThat(held.add(message(1))).isFalse();
  }

  @Test
  void messages_of_an_ended_connection_are_forgotten() {
    Mqtt5Publish first = message(2_500);
    held.add(first);

    held.abandon();

    assertThat(acknowledgements).isEqualTo(1);
    assertThat(held.contains(first)).isFalse();
    assertThat(held.add(message(2_500))).isTrue();
  }
}
