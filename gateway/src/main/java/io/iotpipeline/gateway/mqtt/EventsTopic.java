package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.gateway.sparkplug.SparkplugTopic;
import java.util.Optional;

/** The topics of events in JSON: {@code v1/SENSOR/events}. */
final class EventsTopic {

  /** For subscriptions. */
  static final String FILTER = "v1/+/events";

  private static final String BEFORE = "v1/";
  private static final String AFTER = "/events";

  private EventsTopic() {}

  /** The sensor of a topic; empty if it is another topic, or if the id is too long. */
  static Optional<String> sensorId(String topic) {
    int end = topic.length() - AFTER.length();
    if (!topic.startsWith(BEFORE) || !topic.endsWith(AFTER) || end <= BEFORE.length()) {
      return Optional.empty();
    }
    String sensorId = topic.substring(BEFORE.length(), end);
    boolean valid =
        sensorId.indexOf('/') < 0 && sensorId.getBytes(UTF_8).length <= SparkplugTopic.MAX_ID_BYTES;
    return valid ? Optional.of(sensorId) : Optional.empty();
  }
}
