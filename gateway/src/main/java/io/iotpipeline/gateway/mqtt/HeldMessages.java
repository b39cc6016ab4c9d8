package io.iotpipeline.gateway.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The messages of a broker without acknowledgement, and their bytes. Not thread-safe. */
final class HeldMessages {

  /** For the objects around a payload. */
  private static final long BYTES_PER_MESSAGE = 500;

  private final long limit;
  private final Set<Mqtt5Publish> messages = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;

  /**
   * @param limit bytes
   */
  HeldMessages(long limit) {
    this.limit = limit;
  }

  /** False if there are more than allowed; the message is held all the same. */
  boolean add(Mqtt5Publish message) {
    messages.add(message);
    bytes += size(message);
    return bytes <= limit;
  }

  boolean contains(Mqtt5Publish message) {
    return messages.contains(message);
  }

  void acknowledge(Mqtt5Publish message) {
    if (messages.remove(message)) {
      bytes -= size(message);
      message.acknowledge();
    }
  }

  /**
   * For messages of a connection that has ended: the broker hears nothing of it, and sends them
   * again. The client library would otherwise keep them, and acknowledge nothing after them.
   */
  void abandon() {
    messages.forEach(Mqtt5Publish::acknowledge);
    messages.clear();
    bytes = 0;
  }

  private static long size(Mqtt5Publish message) {
    return BYTES_PER_MESSAGE + message.getPayloadAsBytes().length;
  }
}
