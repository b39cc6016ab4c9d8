package io.iotpipeline.schemas;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * A topic of the pipeline, as declared in {@code topics.properties}.
 *
 * @param name the topic's name
 * @param schema Avro schema of the values, as it is published
 * @param partitions number of partitions
 * @param config Kafka topic settings, under Kafka's own names
 */
public record Topic(String name, Schema schema, int partitions, Map<String, String> config) {

  public Topic {
    config = Map.copyOf(config);
  }

  /** Subject of the values in the schema registry. */
  public String subject() {
    return name + "-value";
  }
}
