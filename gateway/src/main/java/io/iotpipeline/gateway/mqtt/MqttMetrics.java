package io.iotpipeline.gateway.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The counters of MQTT. Thread-safe. */
final class MqttMetrics {

  /** Why the gateway has closed a connection. */
  enum Closed {
    /** There are as many connections as allowed. */
    LIMIT,
    LOGIN,
    /** No CONNECT or rest of a packet in time, or nothing for longer than the keep-alive. */
    SILENT,
    /** Not MQTT, or not in its order. */
    MALFORMED,
    /** A message that MQTT 3.1.1 cannot refuse in another way. */
    REFUSED,
    /** The gateway stops. */
    STOP
  }

  private final Map<Answer, Counter> answers = new EnumMap<>(Answer.class);
  private final Map<Closed, Counter> closed = new EnumMap<>(Closed.class);
  private final Counter dropped;

  MqttMetrics(MeterRegistry registry) {
    for (Answer answer : Answer.values()) {
      answers.put(
          answer,
          Counter.builder("iot.gateway.mqtt.messages")
              .description("Messages of devices, by what became of them.")
              .tag("answer", label(answer))
              .register(registry));
    }
    for (Closed reason : Closed.values()) {
      closed.put(
          reason,
          Counter.builder("iot.gateway.mqtt.closed.connections")
              .description("Connections that the gateway has closed.")
              .tag("reason", label(reason))
              .register(registry));
    }
    dropped =
        Counter.builder("iot.gateway.mqtt.dropped.messages")
            .description("Messages of QoS 0, and wills, that could not be taken.")
            .register(registry);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  void answered(Answer answer) {
    answers.get(answer).increment();
  }

  void closed(Closed reason) {
    closed.get(reason).increment();
  }

  void dropped() {
    dropped.increment();
  }
}
