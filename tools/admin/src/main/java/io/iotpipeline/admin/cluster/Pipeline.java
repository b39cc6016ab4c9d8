package io.iotpipeline.admin.cluster;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * A pipeline on this machine or elsewhere: the addresses of its servers, and its settings. This is
 * all that the tools need to set up, verify and operate it.
 *
 * @param endpoints addresses of the servers
 * @param eventTtl TTL of the rows of {@code sensor_events}
 * @param files the connectors and migrations to set it up with
 * @param connections logins and TLS
 */
public record Pipeline(
    Endpoints endpoints, EventTtl eventTtl, DeploymentFiles files, ConnectionSettings connections)
    implements TopicAccess {

  /** A pipeline without logins and TLS. */
  public Pipeline(Endpoints endpoints, EventTtl eventTtl, DeploymentFiles files) {
    this(endpoints, eventTtl, files, ConnectionSettings.NONE);
  }

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

  @Override
  public Map<String, Object> kafkaSettings(Map<String, Object> purpose) {
    Map<String, Object> settings = new HashMap<>(connections.kafka());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    settings.putAll(purpose);
    return settings;
  }

  @Override
  public Map<String, String> registrySettings() {
    Map<String, String> settings = new HashMap<>(connections.registry());
    settings.put(AvroSerdes.REGISTRY_URL, registryUrl());
    return settings;
  }
}
