package io.iotpipeline.devstack.config;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.SettingsFile;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Configuration of a development stack: a {@link Pipeline} whose servers run on this machine. The
 * servers write only to {@code home} and run what the build made of the checkout at {@code root}.
 *
 * @param root the checkout, with its modules built
 * @param home folder for data, logs and settings
 * @param ports ports of the servers, and with them the number of nodes and instances
 * @param eventTtl TTL of the rows of sensor_events
 * @param eventBucket how long a time of a sensor one partition of sensor_events holds
 * @param gateway whether the gateway runs, through which devices send
 * @param api whether the read API runs, which serves the console
 * @param prometheus whether Prometheus runs too
 * @param secure whether all servers have logins and TLS
 */
public record DevStackConfig(
    Path root,
    Path home,
    Ports ports,
    EventTtl eventTtl,
    EventBucket eventBucket,
    boolean gateway,
    boolean api,
    boolean prometheus,
    boolean secure) {

  /** Address of all servers except Cassandra nodes 2 and 3. */
  public static final String HOST = "127.0.0.1";

  /** Data center of the Cassandra nodes. */
  public static final String DATACENTER = "datacenter1";

  /** The kind of pipeline in {@link SettingsFile}. */
  private static final String KIND = "local";

  /**
   * The part that is saved.
   *
   * @param gateway null in settings of earlier snapshots
   * @param api likewise
   */
  private record Settings(
      Ports ports,
      EventTtl eventTtl,
      EventBucket eventBucket,
      Boolean gateway,
      Boolean api,
      boolean prometheus,
      boolean secure) {}

  public DevStackConfig(Path root, Path home, Ports ports) {
    this(root, home, ports, EventTtl.NONE, EventBucket.DAY, true, true, false, false);
  }

  /**
   * Loads the configuration of a home folder; default settings if the stack was never started.
   *
   * @throws PipelineException if the folder holds a pipeline whose servers run elsewhere
   */
  public static DevStackConfig load(Path root, Path home) {
    return new SettingsFile(home)
        .read(KIND, Settings.class)
        .map(
            saved ->
                new DevStackConfig(
                    root,
                    home,
                    saved.ports,
                    saved.eventTtl,
                    saved.eventBucket,
                    saved.gateway == null || saved.gateway,
                    saved.api == null || saved.api,
                    saved.prometheus,
                    saved.secure))
        .orElseGet(() -> new DevStackConfig(root, home, Ports.DEFAULT));
  }

  /** Saves the settings for later commands. */
  public void save() {
    new SettingsFile(home)
        .write(KIND, new Settings(ports, eventTtl, eventBucket, gateway, api, prometheus, secure));
  }

  /** The pipeline that these servers form. */
  public Pipeline pipeline() {
    return pipeline(Identity.OPERATOR);
  }

  /** The pipeline with the login of another than the operator. */
  public Pipeline pipeline(Identity identity) {
    return pipeline(identity, ports.endpoints(scheme()));
  }

  /**
   * The pipeline for whoever makes the logins in Kafka: with the broker's certificate, at the port
   * between brokers.
   */
  public Pipeline kafkaAdministrator() {
    Endpoints endpoints = ports.endpoints(scheme());
    return secure
        ? pipeline(
            Identity.KAFKA, endpoints.withBootstrapServers(HOST + ":" + ports.kafkaReplication()))
        : pipeline();
  }

  private Pipeline pipeline(Identity identity, Endpoints endpoints) {
    return new Pipeline(
        endpoints,
        eventTtl,
        new DeploymentFiles(root),
        security()
            .filter(StackSecurity::exists)
            .map(security -> security.connections(identity))
            .orElse(ConnectionSettings.NONE));
  }

  /** The keys and passwords of a secured stack; empty if it has no logins. */
  public Optional<StackSecurity> security() {
    return secure ? Optional.of(new StackSecurity(home, Ports.hosts())) : Optional.empty();
  }

  /** The root of Apicurio Registry. */
  public String registryRoot() {
    return ports.registryRoot(scheme());
  }

  /** Of the addresses of all HTTP servers: http or https. */
  public String scheme() {
    return secure ? "https" : "http";
  }

  /** The files that the build made. */
  public BuildArtifacts artifacts() {
    return new BuildArtifacts(root);
  }

  public DevStackConfig withPorts(Ports other) {
    return new DevStackConfig(
        root, home, other, eventTtl, eventBucket, gateway, api, prometheus, secure);
  }

  public DevStackConfig withEventTtl(EventTtl other) {
    return new DevStackConfig(
        root, home, ports, other, eventBucket, gateway, api, prometheus, secure);
  }

  public DevStackConfig withEventBucket(EventBucket other) {
    return new DevStackConfig(root, home, ports, eventTtl, other, gateway, api, prometheus, secure);
  }

  public DevStackConfig withGateway(boolean required) {
    return new DevStackConfig(
        root, home, ports, eventTtl, eventBucket, required, api, prometheus, secure);
  }

  public DevStackConfig withApi(boolean required) {
    return new DevStackConfig(
        root, home, ports, eventTtl, eventBucket, gateway, required, prometheus, secure);
  }

  public DevStackConfig withPrometheus(boolean required) {
    return new DevStackConfig(
        root, home, ports, eventTtl, eventBucket, gateway, api, required, secure);
  }

  public DevStackConfig withSecure(boolean required) {
    return new DevStackConfig(
        root, home, ports, eventTtl, eventBucket, gateway, api, prometheus, required);
  }
}
