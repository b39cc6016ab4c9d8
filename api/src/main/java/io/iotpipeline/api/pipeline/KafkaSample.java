package io.iotpipeline.api.pipeline;

import java.util.List;
import java.util.Map;

/**
 * What Kafka says about the pipeline.
 *
 * @param topics by name; those that do not exist are missing
 * @param brokers that are in the cluster now, {@code HOST:PORT}
 */
public record KafkaSample(
    Map<String, TopicCounts> topics, List<GroupCounts> groups, List<String> brokers) {

  public KafkaSample {
    topics = Map.copyOf(topics);
    groups = List.copyOf(groups);
    brokers = List.copyOf(brokers);
  }
}
