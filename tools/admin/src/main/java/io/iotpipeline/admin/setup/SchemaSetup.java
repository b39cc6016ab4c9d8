package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.SchemaRegistryClient;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Registers each topic's schema, and makes the registry accept only schemas that read all older
 * data.
 */
public final class SchemaSetup {

  private static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private final Pipeline pipeline;

  public SchemaSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * @return what was done, for people
   */
  public String apply() {
    SchemaRegistryClient registry =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, pipeline.registryUrl())).registry();
    List<String> registered = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      try {
        int id = registry.register(topic.subject(), topic.schema());
        registry.setCompatibility(topic.subject(), COMPATIBILITY);
        registered.add(topic.schema().getName() + " (id " + id + ")");
      } catch (IllegalArgumentException | RegistryUnavailableException e) {
        throw new PipelineException(
            "The schema of " + topic.name() + " is not accepted: " + e.getMessage(), e);
      }
    }
    return COMPATIBILITY + ": " + String.join(", ", registered);
  }
}
