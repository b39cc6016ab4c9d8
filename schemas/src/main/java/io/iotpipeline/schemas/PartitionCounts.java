package io.iotpipeline.schemas;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of partitions that Kafka has, compared with the declared ones and with the state of
 * the streams app. A topic that does not exist counts with its declared number, with which it will
 * be created.
 *
 * @param counts partitions by name of the topic
 * @param changelog the topic of the streams app's state; it may not exist
 */
public record PartitionCounts(Map<String, Integer> counts, String changelog) {

  public PartitionCounts {
    counts = Map.copyOf(counts);
  }

  /**
   * Why the streams app cannot start, and the remedy: the state of a sensor is in the partition of
   * the same number as its events, so both topics need the same number of partitions.
   */
  public Optional<String> conflict() {
    int events = count(Topics.SENSOR_EVENTS);
    int state = counts.getOrDefault(changelog, events);
    if (events == state) {
      return conflictOfDescriptions(events);
    }
    String topic = Topics.SENSOR_EVENTS.name();
    return Optional.of(
        ("%s has %s, but the state of the streams app has %d (topic %s), so the streams app cannot"
                + " start. Create %s with %d partitions again, after ./pipeline kafka topics"
                + " --delete --topic %s; or reset the streams app: see"
                + " docs/troubleshooting.md#partitions-of-sensor-events")
            .formatted(topic, partitions(events), state, changelog, topic, state, topic));
  }

  private Optional<String> conflictOfDescriptions(int events) {
    String topic = Topics.SENSOR_DESCRIPTIONS.name();
    int descriptions = counts.getOrDefault(topic, events);
    if (events == descriptions) {
      return Optional.empty();
    }
    String remedy =
        descriptions < events
            ? "./pipeline kafka topics --alter --topic %s --partitions %d".formatted(topic, events)
            : "./pipeline kafka topics --delete --topic %s, then ./pipeline up or setup, and import the descriptions again"
                .formatted(topic);
    return Optional.of(
        ("%s has %s, but %s has %d, so descriptions would not reach the state of their sensors, and"
                + " the streams app cannot start. Stop it, then: %s")
            .formatted(
                topic, partitions(descriptions), Topics.SENSOR_EVENTS.name(), events, remedy));
  }

  /** Topics with another number than declared, each with what follows from it and the remedy. */
  public List<String> deviations() {
    return Topics.all().stream()
        .filter(topic -> count(topic) != topic.partitions())
        .filter(topic -> !topic.equals(Topics.SENSOR_EVENTS) || conflict().isEmpty())
        .filter(topic -> !topic.equals(Topics.SENSOR_DESCRIPTIONS)) // as many as sensor-events
        .map(this::deviation)
        .toList();
  }

  private String deviation(Topic topic) {
    int count = count(topic);
    return ("%s has %s, but %d are declared: at most %d %s. Delete the topic while it is empty, and"
            + " ./pipeline up or setup creates it as declared; or declare this number in"
            + " topics.properties")
        .formatted(
            topic.name(),
            partitions(count),
            topic.partitions(),
            count,
            topic.equals(Topics.SENSOR_EVENTS)
                ? "stream threads have work"
                : "readers share its records");
  }

  private int count(Topic topic) {
    return counts.getOrDefault(topic.name(), topic.partitions());
  }

  private static String partitions(int count) {
    return count + (count == 1 ? " partition" : " partitions");
  }
}
