package io.iotpipeline.gateway.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * A topic of an edge node or of its device: {@code spBv1.0/GROUP/TYPE/NODE[/DEVICE]}.
 *
 * @param device null for messages about the node
 */
public record SparkplugTopic(String group, MessageType type, String node, String device) {

  public static final String NAMESPACE = "spBv1.0";

  /** Longest sensor id; more than the streams app takes, which is 256 characters. */
  public static final int MAX_ID_BYTES = 512;

  /** Empty if it is another topic, or if its sensor id is too long. */
  public static Optional<SparkplugTopic> parse(String topic) {
    String[] levels = topic.split("/", -1);
    if (levels.length < 4 || levels.length > 5 || !levels[0].equals(NAMESPACE)) {
      return Optional.empty();
    }
    MessageType type = MessageType.named(levels[2]);
    boolean ofDevice = levels.length == 5;
    boolean blank =
        levels[1].isEmpty() || levels[levels.length - 1].isEmpty() || levels[3].isEmpty();
    if (type == null || type.ofDevice() != ofDevice || blank) {
      return Optional.empty();
    }
    SparkplugTopic parsed =
        new SparkplugTopic(levels[1], type, levels[3], ofDevice ? levels[4] : null);
    return parsed.sensorId().getBytes(UTF_8).length <= MAX_ID_BYTES
        ? Optional.of(parsed)
        : Optional.empty();
  }

  /** The edge node in the whole system: {@code GROUP/NODE}. */
  public String nodeId() {
    return group + "/" + node;
  }

  /** Whose readings these are: {@code GROUP/NODE[/DEVICE]}. */
  public String sensorId() {
    return device == null ? nodeId() : nodeId() + "/" + device;
  }

  /** Where the node takes commands. */
  public String commandTopic() {
    return NAMESPACE + "/" + group + "/" + MessageType.NCMD + "/" + node;
  }
}
