package io.iotpipeline.admin.cluster;

/**
 * A pipeline on this machine or elsewhere: the addresses of its servers and its settings. This is
 * all that the tools need to set up, verify and operate it.
 *
 * @param endpoints addresses of the servers
 * @param eventTtl TTL of the rows of {@code sensor_events}
 * @param files the connectors and migrations to set it up with
 */
public record Pipeline(Endpoints endpoints, EventTtl eventTtl, DeploymentFiles files) {

  /** Kafka, as {@code host:port}, separated by commas. */
  public String bootstrapServers() {
    return endpoints.bootstrapServers();
  }

  /** Root of the schema registry, without a trailing slash. */
  public String registryUrl() {
    return endpoints.registryUrl();
  }

  /** REST API of a Connect worker, without a trailing slash. */
  public String connectUrl() {
    return endpoints.connectUrl();
  }
}
