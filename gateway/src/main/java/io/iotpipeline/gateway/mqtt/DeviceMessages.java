package io.iotpipeline.gateway.mqtt;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.admission.Outcome;
import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.BatchTooLargeException;
import io.iotpipeline.gateway.intake.BusyException;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.gateway.json.JsonEvents;
import io.iotpipeline.gateway.sparkplug.Reading;
import io.iotpipeline.gateway.sparkplug.Rebirth;
import io.iotpipeline.gateway.sparkplug.SparkplugSession;
import io.iotpipeline.gateway.sparkplug.SparkplugTopic;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one connection, in their order: which topic is read how. Not thread-safe; used on
 * one Vert.x context.
 */
final class DeviceMessages implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceMessages.class);

  private static final String PROTOCOL = "mqtt";

  private final Admission admission;
  private final Sender sender;
  private final String address;
  private final SparkplugSession sparkplug;
  private final CommandPublisher commands;

  DeviceMessages(
      Admission admission,
      Sender sender,
      String address,
      SparkplugSession sparkplug,
      CommandPublisher commands) {
    this.admission = admission;
    this.sender = sender;
    this.address = address;
    this.sparkplug = sparkplug;
    this.commands = commands;
  }

  /** Whether the topic is one of those that devices send to. */
  static boolean isTopic(String topic) {
    return EventsTopic.sensorId(topic).isPresent() || sparkplugTopic(topic).isPresent();
  }

  /**
   * A message that was read.
   *
   * @param decided the answer to a message that need not be written; null for others
   * @param batch null if the answer is decided
   */
  record Message(Answer decided, Batch batch) {}

  /** The future completes on the caller's context, and does not fail. */
  Future<Answer> take(String topic, byte[] payload) {
    return admit(read(topic, payload));
  }

  /** A bug in reading is no reason to lose a message, nor to take no more of them. */
  Message read(String topic, byte[] payload) {
    try {
      return readTopic(topic, payload);
    } catch (BatchTooLargeException e) {
      return toWrite(unreadable(payload, e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("A message for {} goes into quarantine, because reading it fails", topic, e);
      return toWrite(unreadable(payload, "reading fails: " + e));
    }
  }

  private Message readTopic(String topic, byte[] payload) {
    Optional<String> sensorId = EventsTopic.sensorId(topic);
    if (sensorId.isPresent()) {
      return sender.maySpeakFor(sensorId.get())
          ? toWrite(readEvents(sensorId.get(), payload))
          : decided(Answer.FORBIDDEN);
    }
    Optional<SparkplugTopic> node = sparkplugTopic(topic);
    if (node.isEmpty()) {
      return decided(Answer.UNKNOWN_TOPIC);
    }
    return sender.maySpeakFor(node.get().sensorId())
        ? toWrite(readSparkplug(node.get(), payload))
        : decided(Answer.FORBIDDEN);
  }

  private static Message decided(Answer answer) {
    return new Message(answer, null);
  }

  private static Message toWrite(Batch batch) {
    return batch.size() == 0 ? decided(Answer.ACCEPTED) : new Message(null, batch);
  }

  private static Batch readEvents(String sensorId, byte[] payload) {
    Batch batch = JsonEvents.read(payload, sensorId);
    return batch.size() == 0 ? unreadable(payload, "no event") : batch;
  }

  private static Optional<SparkplugTopic> sparkplugTopic(String topic) {
    return SparkplugTopic.parse(topic).filter(parsed -> !parsed.type().command());
  }

  private Batch readSparkplug(SparkplugTopic topic, byte[] payload) {
    Reading reading = sparkplug.read(topic, payload);
    if (reading.rebirth()) {
      commands.publish(topic.commandTopic(), Rebirth.payload(System.currentTimeMillis()));
    }
    return reading.batch();
  }

  private static Batch unreadable(byte[] payload, String reason) {
    Batch batch = new Batch();
    batch.add(Unreadable.of(payload, 0, payload.length, reason));
    return batch;
  }

  /** May be called again with the same message after a temporary answer. */
  Future<Answer> admit(Message message) {
    if (message.decided() != null) {
      return Future.succeededFuture(message.decided());
    }
    try {
      return admission
          .admit(PROTOCOL, sender, address, message.batch())
          .map(DeviceMessages::answer)
          .otherwise(DeviceMessages::failure);
    } catch (RuntimeException e) { // a bug; the device still has the message
      LOG.error("A message of {} at {} cannot be taken", sender.name(), address, e);
      return Future.succeededFuture(Answer.UNAVAILABLE);
    }
  }

  /** What may not be written is said first: that the sender can change. */
  private static Answer answer(Outcome outcome) {
    Answer answer = Answer.ACCEPTED;
    for (Outcome.Rejected rejected : outcome.rejected()) {
      if (rejected.cause() == Outcome.Cause.FORBIDDEN) {
        return Answer.FORBIDDEN;
      }
      answer = Answer.UNREADABLE;
    }
    return answer;
  }

  private static Answer failure(Throwable cause) {
    return cause instanceof BusyException ? Answer.BUSY : Answer.UNAVAILABLE;
  }

  /** Forgets the births of edge nodes. */
  @Override
  public void close() {
    sparkplug.close();
  }
}
