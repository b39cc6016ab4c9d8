package io.iotpipeline.admin.cluster;

/**
 * A pipeline: where its servers are, and what was decided about it. All that the tools need to set
 * one up, verify it and operate it, whoever runs the servers.
 *
 * @param endpoints where the servers are reached
 * @param eventTtl TTL of the rows of {@code sensor_events}
 * @param files connectors and migrations that the pipeline is set up with
 */
public record Pipeline(Endpoints endpoints, EventTtl eventTtl, DeploymentFiles files) {

  /** Kafka, as {@code host:port}, separated by commas. */
  public String bootstrapServers() {
    return endpoints.bootstrapServers();
  }

  /** Root of the schema registry, without a slash at the end. */
  public String registryUrl() {
    return endpoints.registryUrl();
  }

  /** REST API of a Connect worker, without a slash at the end. */
  public String connectUrl() {
    return endpoints.connectUrl();
  }
}
