package io.iotpipeline.schemas;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * One topic of the pipeline as {@code topics.properties} declares it.
 *
 * @param name the topic's name
 * @param schema Avro schema of its values
 * @param partitions number of partitions
 * @param config Kafka's topic settings, by Kafka's own names
 */
public record Topic(String name, Schema schema, int partitions, Map<String, String> config) {

  public Topic {
    config = Map.copyOf(config);
  }

  /** The registry's subject for the topic's values. */
  public String subject() {
    return name + "-value";
  }
}
