package io.iotpipeline.gateway.mqtt;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that has logged in: takes its messages, and answers each when Kafka has acknowledged it.
 * Used on the event loop of its connection.
 *
 * <p>Nothing is remembered of a message after its answer, not even for quality of service 2: a
 * message that comes twice has the same event ids, and counts once.
 */
final class MqttSession {

  private static final int GRANTED = 0x00;
  private static final int REFUSED = 0x80;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final short SUCCESS = 0x00;
  private static final short NO_SUBSCRIPTION = 0x11;

  private final MqttConnection connection;
  private final PacketWriter writer;
  private final boolean mqtt5;
  private final DeviceMessages messages;
  private final Subscriptions subscriptions;
  private final MqttMetrics metrics;
  private final WillMessage will;
  private int inWork;

  /**
   * @param will null if there is none
   */
  MqttSession(
      MqttConnection connection,
      PacketWriter writer,
      boolean mqtt5,
      DeviceMessages messages,
      Subscriptions subscriptions,
      MqttMetrics metrics,
      WillMessage will) {
    this.connection = connection;
    this.writer = writer;
    this.mqtt5 = mqtt5;
    this.messages = messages;
    this.subscriptions = subscriptions;
    this.metrics = metrics;
    this.will = will;
  }

  boolean mqtt5() {
    return mqtt5;
  }

  /** The number of messages that are not answered yet. */
  int inWork() {
    return inWork;
  }

  void publish(MqttPublishMessage message) {
    MqttQoS qos = message.fixedHeader().qosLevel();
    int packetId = message.variableHeader().packetId();
    byte[] payload = ByteBufUtil.getBytes(message.payload());
    inWork++;
    messages
        .take(message.variableHeader().topicName(), payload)
        .onSuccess(
            answer -> {
              inWork--;
              metrics.answered(answer);
              answer(qos, packetId, answer);
              connection.workDone();
            });
  }

  private void answer(MqttQoS qos, int packetId, Answer answer) {
    if (connection.isClosed()) {
      return;
    }
    if (qos == MqttQoS.AT_MOST_ONCE) {
      answerNothing(answer);
    } else if (answer == Answer.UNAVAILABLE || (answer == Answer.BUSY && !mqtt5)) {
      connection.closeAfterPause();
    } else if (!mqtt5 && !answer.kept()) {
      connection.close(MqttMetrics.Closed.REFUSED, null);
    } else if (qos == MqttQoS.AT_LEAST_ONCE) {
      writer.pubAck(packetId, answer.reasonCode());
    } else {
      writer.pubRec(packetId, answer.reasonCode());
    }
  }

  /** Quality of service 0 has no answer, but in MQTT 3.1.1 a wrong topic closes the connection. */
  private void answerNothing(Answer answer) {
    if (answer.temporary()) {
      metrics.dropped();
    } else if (!mqtt5 && !answer.kept()) {
      connection.close(MqttMetrics.Closed.REFUSED, null);
    }
  }

  /** The message was taken when PUBREC was sent; this answers also what came before a restart. */
  void release(int packetId) {
    writer.pubComp(packetId);
  }

  void subscribe(MqttSubscribeMessage message) {
    if (message.payload().topicSubscriptions().isEmpty()) {
      connection.close(MqttMetrics.Closed.MALFORMED, Disconnect.PROTOCOL_ERROR);
      return;
    }
    List<Integer> codes = new ArrayList<>();
    for (MqttTopicSubscription subscription : message.payload().topicSubscriptions()) {
      boolean granted = subscriptions.add(subscription.topicFilter());
      codes.add(granted ? GRANTED : mqtt5 ? NOT_AUTHORIZED : REFUSED);
    }
    writer.subAck(message.variableHeader().messageId(), codes);
  }

  void unsubscribe(MqttUnsubscribeMessage message) {
    List<Short> codes = new ArrayList<>();
    for (String filter : message.payload().topics()) {
      codes.add(subscriptions.remove(filter) ? SUCCESS : NO_SUBSCRIPTION);
    }
    writer.unsubAck(message.variableHeader().messageId(), mqtt5 ? codes : List.of());
  }

  /**
   * The connection has ended.
   *
   * @param withWill whether its will is to be said
   */
  void end(boolean withWill) {
    if (withWill && will != null) {
      messages
          .take(will.topic(), will.payload())
          .onSuccess(
              answer -> {
                metrics.answered(answer);
                if (answer.temporary()) {
                  metrics.dropped();
                }
              });
    }
    messages.close();
  }

  /** Only if the client understands it. */
  void disconnect(Disconnect reason) {
    if (mqtt5) {
      writer.disconnect(reason);
    }
  }
}
