package io.iotpipeline.gateway.mqtt;

import java.util.Optional;

/** The topics of events in JSON: {@code v1/SENSOR/events}. */
final class EventsTopic {

  /** For subscriptions. */
  static final String FILTER = "v1/+/events";

  private static final String BEFORE = "v1/";
  private static final String AFTER = "/events";

  private EventsTopic() {}

  /** The sensor of a topic; empty if it is another topic. */
  static Optional<String> sensorId(String topic) {
    int end = topic.length() - AFTER.length();
    if (!topic.startsWith(BEFORE) || !topic.endsWith(AFTER) || end <= BEFORE.length()) {
      return Optional.empty();
    }
    String sensorId = topic.substring(BEFORE.length(), end);
    return sensorId.indexOf('/') < 0 ? Optional.of(sensorId) : Optional.empty();
  }
}
