package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.SchemaRegistryClient;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * Registers the schema of each topic and sets its compatibility: the registry then accepts only
 * schemas that can read all older data.
 */
public final class SchemaSetup {

  private static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private final Pipeline pipeline;

  public SchemaSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * @return a summary for people
   */
  public String apply() {
    SchemaRegistryClient registry = KafkaClients.serdes(pipeline).registry();
    List<String> registered = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      try {
        int id = registry.register(topic.subject(), topic.schema());
        registry.setCompatibility(topic.subject(), COMPATIBILITY);
        registered.add(topic.schema().getName() + " (id " + id + ")");
      } catch (IllegalArgumentException | RegistryUnavailableException e) {
        throw new PipelineException(
            "The schema registry does not accept the schema of "
                + topic.name()
                + ": "
                + e.getMessage(),
            e);
      }
    }
    return COMPATIBILITY + ": " + String.join(", ", registered);
  }
}
