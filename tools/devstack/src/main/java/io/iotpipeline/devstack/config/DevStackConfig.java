package io.iotpipeline.devstack.config;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.SettingsFile;
import io.iotpipeline.schemas.EventBucket;
import java.nio.file.Path;

/**
 * Configuration of a development stack: a {@link Pipeline} whose servers run on this machine. The
 * servers write only to {@code home} and run what the build made of the checkout at {@code root}.
 *
 * @param root the checkout, with its modules built
 * @param home folder for data, logs and settings
 * @param ports ports of the servers, and with them the number of nodes and instances
 * @param eventTtl TTL of the rows of sensor_events
 * @param eventBucket how long a time of a sensor one partition of sensor_events holds
 * @param prometheus whether Prometheus runs too
 */
public record DevStackConfig(
    Path root,
    Path home,
    Ports ports,
    EventTtl eventTtl,
    EventBucket eventBucket,
    boolean prometheus) {

  /** Address of all servers except Cassandra nodes 2 and 3. */
  public static final String HOST = "127.0.0.1";

  /** Data center of the Cassandra nodes. */
  public static final String DATACENTER = "datacenter1";

  /** The kind of pipeline in {@link SettingsFile}. */
  private static final String KIND = "local";

  /** The part that is saved. */
  private record Settings(
      Ports ports, EventTtl eventTtl, EventBucket eventBucket, boolean prometheus) {}

  public DevStackConfig(Path root, Path home, Ports ports) {
    this(root, home, ports, EventTtl.NONE, EventBucket.DAY, false);
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
                    root, home, saved.ports, saved.eventTtl, saved.eventBucket, saved.prometheus))
        .orElseGet(() -> new DevStackConfig(root, home, Ports.DEFAULT));
  }

  /** Saves the settings for later commands. */
  public void save() {
    new SettingsFile(home).write(KIND, new Settings(ports, eventTtl, eventBucket, prometheus));
  }

  /** The pipeline that these servers form. */
  public Pipeline pipeline() {
    return new Pipeline(ports.endpoints(), eventTtl, new DeploymentFiles(root));
  }

  /** The files that the build made. */
  public BuildArtifacts artifacts() {
    return new BuildArtifacts(root);
  }

  public DevStackConfig withPorts(Ports other) {
    return new DevStackConfig(root, home, other, eventTtl, eventBucket, prometheus);
  }

  public DevStackConfig withEventTtl(EventTtl other) {
    return new DevStackConfig(root, home, ports, other, eventBucket, prometheus);
  }

  public DevStackConfig withEventBucket(EventBucket other) {
    return new DevStackConfig(root, home, ports, eventTtl, other, prometheus);
  }

  public DevStackConfig withPrometheus(boolean required) {
    return new DevStackConfig(root, home, ports, eventTtl, eventBucket, required);
  }
}
